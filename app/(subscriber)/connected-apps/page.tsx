import { Blocks, Download, ReceiptText } from 'lucide-react';
import type { Metadata } from 'next';
import { ConnectedAppCard } from '#components/consent/connected-app-card.tsx';
import { ReceiptList, type Receipt } from '#components/consent/receipt-list.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ForgetQuery } from '#components/ui/forget-query.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { changeConsentEndAction, endConsentAction, pauseConsentAction, resumeConsentAction } from '#lib/actions/consent.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { clock } from '#lib/clock.ts';
import { pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { writeDay, writeFullMoment, writeMoment } from '#lib/domain/time-words.ts';
import { shortId } from '#lib/ids.ts';
import { findSlowReasons } from '#lib/use-cases/limits/list-flags.ts';
import { type ConnectedApp, listConnectedApps } from '#lib/use-cases/consent/list-connected-apps.ts';
import { readerClock } from '../clock.ts';
import { appFacts, noteOf, todayWords } from './words.ts';

export const metadata: Metadata = { title: 'Connected apps' };

type Query = Record<string, string | string[] | undefined>;
type Post = (input: FormData) => Promise<void>;
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;

// These actions end in a redirect; a form takes no result.
const actions = {
  pause: pauseConsentAction as unknown as Post,
  resume: resumeConsentAction as unknown as Post,
  end: endConsentAction as unknown as Post,
  changeEnd: changeConsentEndAction as unknown as Post,
};

export default async function ConnectedAppsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requireSubscriber('/connected-apps');
  const query = await searchParams;
  const { zone } = await readerClock();
  const [{ apps, formerReceipts }, slow] = await Promise.all([listConnectedApps({ actor }), findSlowReasons({ actor })]);
  const formerApps = new Set(formerReceipts.map(({ clientId }) => clientId)).size;
  const note = noteOf({ done: one(query.done), problem: one(query.problem), cancelled: Number(one(query.cancelled) ?? 0), isPaused: apps.some(({ grantId, paused }) => paused && shortId(grantId) === one(query.app)) });
  const number = <span className="whitespace-nowrap tabular-nums">{formatMsisdn(actor.msisdn)}</span>;
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1120px] px-6 pt-6 pb-12 max-sm:px-0 max-sm:pt-4">
      <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-2 max-sm:px-4">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-22">Connected apps</h1>
          <p className="mt-1 text-14 text-muted">
          {apps.length === 0 ? <>No app may use {number}.</> : <>{apps.length === 1 ? '1 app' : `${apps.length} apps`} may use {number}. Ending one works at once, and cancels what it has not sent yet.</>}
          </p>
        </div>
        {(formerReceipts.length > 0 || apps.some(({ receipts }) => receipts.length > 0)) && (
          <p className="flex flex-wrap gap-2">
            <a href="/connected-apps/activity.csv" className={buttonVariants({ size: 'sm' })}>
              <Download aria-hidden="true" />
              All activity (CSV)
            </a>
            <ButtonLink href="/connected-apps/receipts" size="sm">
              <ReceiptText aria-hidden="true" />
              All receipts
            </ButtonLink>
          </p>
        )}
      </div>
      {note && (
        <Notice tone={note.tone} role="status" className="mb-4 max-sm:mx-4">
          {note.text}
          <ForgetQuery names={['done', 'problem', 'cancelled']} />
        </Notice>
      )}
      {slow && (
        <Notice tone="warn" className="mb-4 max-sm:mx-4" title="Apps send slowly from your number at the moment.">
          One message leaves every {pacedEverySeconds} seconds, because the last 24 hours did not look like a person writing: {slow.join('; ')}. Nothing is lost, and what you write yourself goes at once. Our support team looks at it.
        </Notice>
      )}
      {apps.length === 0 ? (
        <EmptyState icon={<Blocks aria-hidden="true" />} title="Apps you let in will be here" action={<ButtonLink href="/inbox">Go to the inbox</ButtonLink>}>
          When an app asks to use your number, you see who asks and what it may do, and decide. Here you see what each one did, pause it or end it.
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {apps.map((app) => (
            <li key={app.grantId}>
              <ConnectedAppCard {...cardProps(app, query, zone)} actions={actions} />
            </li>
          ))}
        </ul>
      )}
      {formerReceipts.length > 0 && (
        <details className="mt-3 px-5 text-13 text-muted max-sm:px-4">
          <summary className="link inline-flex min-h-9 items-center touch:min-h-11">Ended: {formerApps === 1 ? '1 app' : `${formerApps} apps`}. Their receipts stay here.</summary>
          <ReceiptList receipts={formerReceipts.map((receipt) => ({ ...asReceipt(receipt, zone), appName: receipt.appName }))} />
        </details>
      )}
    </main>
  );
}

function asReceipt({ id, at, kind, scopes, textVersion, cancelled, device, change }: ConnectedApp['receipts'][number], zone: string): Receipt {
  return { id, kind, scopes, textVersion, cancelled, device, change, at: writeFullMoment(at, zone), href: `/connected-apps/receipts/${shortId(id)}` };
}

function cardProps(app: ConnectedApp, query: Query, zone: string) {
  const anchor = shortId(app.grantId);
  const tomorrow = new Date(clock.now().getTime() + 86_400_000);
  return {
    grantId: app.grantId,
    anchor,
    name: app.name,
    ownerName: app.ownerName,
    sandbox: app.environment === 'sandbox',
    scopes: app.scopes,
    facts: appFacts(app, zone),
    devices: app.devices.map(({ device, since, last }) => ({ device, since: writeDay(since, zone), last: writeMoment(last, zone) })),
    pausedUntil: app.paused && app.pausedUntil ? writeMoment(app.pausedUntil, zone) : null,
    queued: app.queued,
    today: todayWords(app),
    ledger: {
      days: app.days,
      isWhole: one(query.app) === anchor && one(query.days) === 'all',
      href: { older: `/connected-apps?app=${anchor}&days=all#${anchor}-details`, newest: `/connected-apps?app=${anchor}#${anchor}-details`, csv: `/connected-apps/activity.csv?app=${anchor}` },
    },
    receiptsHref: app.receipts[0] ? `/connected-apps/receipts?app=${encodeURIComponent(app.receipts[0].publicClientId)}` : null,
    receipts: app.receipts.map((receipt) => asReceipt(receipt, zone)),
    // The end is the first moment after the last day.
    endsOn: app.endsAt ? new Date(app.endsAt.getTime() - 1).toISOString().slice(0, 10) : '',
    earliestEnd: tomorrow.toISOString().slice(0, 10),
    asking: one(query.ask) === anchor,
    open: one(query.app) === anchor,
  };
}
