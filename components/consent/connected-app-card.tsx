import { ChevronRight, MailOpen, Pause, Play, Send } from 'lucide-react';
import { AppIcon } from '#components/consent/app-icon.tsx';
import { AppLedger, type AppLedgerProps } from '#components/consent/app-ledger.tsx';
import { ReceiptList, type Receipt } from '#components/consent/receipt-list.tsx';
import { UseBars } from '#components/consent/use-bars.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import type { Scope } from '#lib/domain/scope.ts';

type Post = (input: FormData) => Promise<void>;

export interface ConnectedAppCardProps {
  grantId: string;
  anchor: string;
  name: string;
  ownerName: string;
  sandbox: boolean;
  scopes: readonly Scope[];
  /** Since, last used, device, end: written out by the page. */
  facts: readonly string[];
  /** From which devices it was allowed; written out by the page. */
  devices: readonly { device: string; since: string; last: string }[];
  pausedUntil: string | null;
  queued: number;
  /** What stands beside the details while they are closed. */
  today: string;
  ledger: Omit<AppLedgerProps, 'appName'>;
  /** The receipts of this app as a page for people. */
  receiptsHref: string | null;
  receipts: readonly Receipt[];
  endsOn: string;
  earliestEnd: string;
  /** The question *End?* is open. */
  asking: boolean;
  open: boolean;
  actions: { pause: Post; resume: Post; end: Post; changeEnd: Post };
}

const scopeBadges = {
  IMMN: { icon: Send, label: 'Sends as you' },
  MIM: { icon: MailOpen, label: 'Reads and organises' },
} as const;

/** One app that may use the line: what it may do, what it did, and how to stop it. Every button is a form post. */
export function ConnectedAppCard(props: ConnectedAppCardProps) {
  const { grantId, anchor, name, actions } = props;
  const paused = props.pausedUntil !== null;
  const hidden = <input type="hidden" name="grantId" value={grantId} />;
  const named = (
    <span className="sr-only">
      : <bdi>{name}</bdi>
    </span>
  );
  return (
    <article id={anchor} aria-labelledby={`${anchor}-name`} className="overflow-hidden border border-border bg-surface max-sm:border-x-0 sm:rounded-card">
      <div className="grid grid-cols-[48px_minmax(0,1fr)_152px_auto] items-center gap-4 px-5 py-4 max-md:grid-cols-[48px_minmax(0,1fr)] max-sm:gap-3 max-sm:px-4">
        <AppIcon name={name} />
        <div className="min-w-0">
          <h2 id={`${anchor}-name`} className="text-16 leading-6 wrap-anywhere">
            <bdi>{name}</bdi>{' '}
            <span className="text-14 font-normal text-muted max-sm:block">
              by <bdi>{props.ownerName}</bdi>
              {props.sandbox && ', test version'}
            </span>
          </h2>
          <p className="flex flex-wrap gap-x-3 gap-y-0.5 wrap-anywhere text-13 text-muted tabular-nums">
            {props.facts.map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </p>
          <p className="mt-2 flex flex-wrap gap-x-2 gap-y-1">
            {props.scopes.map((scope) => {
              if (scope === 'NOTIFICATIONCHANNEL') return null;
              const { icon: Icon, label } = scopeBadges[scope];
              return (
                <Badge key={scope} tone="accent" icon={<Icon aria-hidden="true" />}>
                  {label}
                </Badge>
              );
            })}
            {paused && (
              <Badge tone="warn" icon={<Pause aria-hidden="true" />}>
                Paused until {props.pausedUntil}
              </Badge>
            )}
          </p>
        </div>
        <div className="max-md:col-start-2">
          <UseBars days={props.ledger.days} muted={paused} />
        </div>
        <div className="flex gap-2 max-md:col-span-2 max-md:[&>form]:flex-1">
          <form action={paused ? actions.resume : actions.pause}>
            {hidden}
            <Button type="submit" size="sm" className="w-full min-w-36">
              {paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
              {paused ? 'Go on now' : 'Pause for a day'}
              {named}
            </Button>
          </form>
          {/* A link, not a button: the question works without script and can be left by going back. */}
          <a href={`/connected-apps?ask=${anchor}#${anchor}`} className={cn(buttonVariants({ variant: 'danger', size: 'sm' }), 'max-md:flex-1')}>
            End{named}
          </a>
        </div>
      </div>
      {props.asking && (
        <form action={actions.end} aria-labelledby={`${anchor}-ask`} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border bg-bad-soft px-5 py-3 text-14 max-sm:px-4">
          {hidden}
          <p id={`${anchor}-ask`} className="min-w-0 flex-1 basis-64 wrap-anywhere">
            <strong>
              End <bdi>{name}</bdi>?
            </strong>{' '}
            It can no longer use your line from this moment
            {props.queued > 0 && `, and ${props.queued === 1 ? '1 queued message is' : `${props.queued} queued messages are`} cancelled`}. What it sent stays in your inbox.
          </p>
          <Button type="submit" variant="danger">
            End it now
          </Button>
          <a href={`/connected-apps#${anchor}`} className={buttonVariants()}>
            Keep it
          </a>
        </form>
      )}
      <details open={props.open} className="group border-t border-border">
        <summary className="flex min-h-10 list-none items-center gap-2 px-5 text-13 font-medium text-accent-text hover:bg-hover touch:min-h-12 max-sm:px-4 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
          What it did, how long, receipts
          <span className="ml-auto font-normal text-muted group-open:hidden max-sm:hidden">{props.today}</span>
          <span className="ml-auto hidden font-normal text-muted group-open:inline max-sm:hidden!">Counts and times. No message text is kept here.</span>
        </summary>
        {/* An address that ends in this id opens the details: browsers open what a fragment points into. */}
        <div id={`${anchor}-details`} className="grid scroll-mt-4 border-t border-border lg:grid-cols-[minmax(0,1fr)_384px]">
          <div className="min-w-0 px-2 py-3">
            <AppLedger appName={name} {...props.ledger} />
          </div>
          <div className="grid content-start gap-4 border-border px-5 py-4 max-lg:border-t max-sm:px-4 lg:border-l">
            <form action={actions.changeEnd}>
              {hidden}
              <label htmlFor={`${anchor}-end`} className="mb-2 block text-14 font-semibold">
                Ends by itself on <span className="font-normal text-muted">(last day, UTC)</span>
              </label>
              <div className="flex flex-wrap gap-2">
                <input
                  id={`${anchor}-end`}
                  name="endsOn"
                  type="date"
                  defaultValue={props.endsOn}
                  min={props.earliestEnd}
                  className="min-h-9 min-w-36 flex-1 rounded-control border border-strong bg-surface px-2.5 text-14 tabular-nums touch:min-h-11"
                />
                <Button type="submit">Save</Button>
                <Button type="submit" name="noEnd" value="yes" variant="ghost" formNoValidate>
                  No end
                </Button>
              </div>
            </form>
            <section aria-labelledby={`${anchor}-devices`} className={props.devices.length === 0 ? 'hidden' : undefined}>
              <h3 id={`${anchor}-devices`} className="mb-1">
                Allowed from<span className="sr-only">, of {name}</span>
              </h3>
              <p className="mb-2 text-13 text-muted">{props.devices.length > 1 ? 'These devices share one permission: ending it ends it for all.' : 'Every further device that you allow shares this permission.'}</p>
              <ul className="grid text-13 tabular-nums">
                {props.devices.map(({ device, since, last }) => (
                  <li key={device} className="border-t border-border py-2 wrap-anywhere">
                    {device}
                    <span className="block text-12 text-muted">
                      Since {since}, last decided {last}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
            <section aria-labelledby={`${anchor}-receipts`}>
              <h3 id={`${anchor}-receipts`} className="mb-2">
                Consent receipts<span className="sr-only"> of {name}</span>
              </h3>
              <ReceiptList receipts={props.receipts} />
              {props.receiptsHref && (
                <p className="border-t border-border pt-2 text-13">
                  <Link href={props.receiptsHref} className="link inline-flex min-h-6 items-center touch:min-h-11">
                    Read or print them
                    <span className="sr-only">
                      : receipts of <bdi>{name}</bdi>
                    </span>
                  </Link>
                </p>
              )}
            </section>
          </div>
        </div>
      </details>
    </article>
  );
}
