import { BadgeCheck, TriangleAlert } from 'lucide-react';
import { DeviceCode } from '#components/device/device-code.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { formatUserCode, spellUserCode } from '#lib/domain/user-code.ts';

export interface DeviceQuestionProps {
  /** Folded. */
  code: string;
  minutesLeft: number;
  device: string;
  app: string;
  owner: { name: string; verifiedSince: string | null };
  asked: string;
  /** The page on which the person decides. */
  continueHref: string;
  isSignedIn: boolean;
  notMineAction: string;
  csrfToken: string;
  problem: string | null;
}

/** The code is the largest thing; the warning stands right below it, before any fact. */
export function DeviceQuestion(props: DeviceQuestionProps) {
  const { owner } = props;
  return (
    <Sheet width="device" aria-labelledby="ask" className="wrap-anywhere">
      <div className="grid min-[760px]:grid-cols-[minmax(0,1fr)_312px]">
        <div className="p-6 max-sm:px-4 max-sm:py-5">
          <h1 id="ask" className="text-22">
            Is this your device?
          </h1>
          <p className="mt-1 text-muted">It shows a code. Continue only if you see the same one.</p>
          {props.problem && (
            <Notice tone="bad" role="alert" className="mt-4">
              {props.problem}
            </Notice>
          )}
          <p className="mt-4 mb-3 rounded-card border border-border bg-sunken p-4 text-center">
            <DeviceCode code={props.code} />
            <span className="text-13 text-muted">
              Good for {props.minutesLeft === 1 ? '1 more minute' : `${props.minutesLeft} more minutes`}, once
            </span>
          </p>
          <Notice tone="warn" className="mb-5">
            Only continue if this code is on a device in front of you. Did somebody send it or read it to you? Choose <b>This is not mine</b>.
          </Notice>
          <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-4 gap-y-2 text-14 [&_dt]:text-muted">
            <dt>Device</dt>
            <dd>
              <bdi>{props.device}</bdi>
            </dd>
            <dt>App</dt>
            <dd>
              <bdi>{props.app}</bdi> by <bdi>{owner.name}</bdi>
            </dd>
            <dt>Asked</dt>
            <dd>{props.asked}</dd>
            <dt>Owner</dt>
            <dd className="flex items-center gap-1.5 [&_.lucide]:size-4">
              {owner.verifiedSince ? (
                <>
                  <BadgeCheck aria-hidden="true" className="text-ok" /> Verified since {owner.verifiedSince}
                </>
              ) : (
                <>
                  <TriangleAlert aria-hidden="true" className="text-warn" /> Not verified
                </>
              )}
            </dd>
          </dl>
        </div>
        <div className="grid content-center justify-items-center gap-4 border-l border-border bg-sunken px-6 py-8 text-center text-14 text-muted max-[760px]:hidden sm:rounded-tr-card">
          <Television code={props.code} />
          <p className="max-w-[30ch]">Compare the code here with the one on the screen in front of you.</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-border bg-sunken px-6 py-4 max-sm:px-4 sm:rounded-b-card">
        <ButtonLink href={props.continueHref} prefetch={false} variant="primary" className="min-h-10 min-w-28 max-sm:flex-1">
          Continue
        </ButtonLink>
        <form method="post" action={props.notMineAction} className="contents">
          <input type="hidden" name="csrf" value={props.csrfToken} />
          <Button type="submit" className="min-h-10 min-w-28 max-sm:flex-1">
            This is not mine
          </Button>
        </form>
        <p className="ml-2 min-w-0 text-13 text-muted max-sm:mt-1 max-sm:ml-0 max-sm:basis-full">{props.isSignedIn ? 'Next you see what it may do, and decide.' : 'You sign in next, see what it may do, and decide.'}</p>
      </div>
    </Sheet>
  );
}

function Television({ code }: { code: string }) {
  return (
    <svg viewBox="0 0 264 184" role="img" aria-label={`A television that shows the code ${spellUserCode(code)}`} className="w-[264px]">
      <rect x="1" y="1" width="262" height="156" rx="10" fill="oklch(0.25 0.03 220)" stroke="var(--border-strong)" strokeWidth="2" />
      <path d="M100 180h64M132 158v22" stroke="var(--border-strong)" strokeWidth="2" strokeLinecap="round" />
      <text x="132" y="66" textAnchor="middle" fill="oklch(0.82 0.015 205)" fontSize="12" fontWeight="500">
        The code is
      </text>
      <text x="132" y="98" textAnchor="middle" fill="oklch(0.96 0.01 200)" fontSize="26" fontWeight="650" letterSpacing="0.06em" className="font-mono">
        {formatUserCode(code)}
      </text>
    </svg>
  );
}
