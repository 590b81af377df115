import { CircleCheck, CircleX } from 'lucide-react';
import { CheckWhenShown } from '#components/consent/check-when-shown.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import type { Gate } from '#lib/domain/eligibility.ts';

export interface NotEligibleProps {
  appName: string;
  number: string;
  gates: readonly Gate[];
  checkedAt: string;
  /** This page again: asks the carrier anew. */
  checkHref: string;
  /** The line's phone in the simulator, where that is the carrier; else null. */
  simulatorHref: string | null;
  decideAction: string;
  csrfToken: string;
}

/** Where each gate can be mended or asked about. */
const ways: Record<Gate['name'], readonly { label: string; href: string }[]> = {
  plan: [
    { label: 'Lines that work', href: '/faqs#who-can' },
    { label: 'Ask support about plans', href: '/support-info#contact' },
  ],
  standing: [
    { label: 'Open your account', href: '/account#line' },
    { label: 'Talk to support', href: '/support-info#contact' },
  ],
  sms: [
    { label: 'Ask support about SMS', href: '/support-info#contact' },
  ],
};

const count = ['None', 'One is', 'Two are', 'All three are'];

/** Which gates fail and what to do about each; passed ones stay, small. The app learns only that it was not allowed. */
export function NotEligible({ appName, number, gates, checkedAt, checkHref, simulatorHref, decideAction, csrfToken }: NotEligibleProps) {
  const failed = gates.filter(({ passed }) => !passed);
  return (
    <>
      <CheckWhenShown />
      <section aria-labelledby="not-yet" className="mx-auto w-full max-w-[648px] border border-border bg-surface wrap-anywhere max-sm:border-x-0 max-sm:border-t-0 sm:rounded-card">
        <div className="p-6 pb-5 max-sm:px-4">
          <h1 id="not-yet" className="text-22">
            <bdi>{appName}</bdi> cannot use <span className="whitespace-nowrap tabular-nums">{number}</span> yet
          </h1>
          <p className="mt-2 max-w-[60ch] text-muted">
            We check three things before any app may use a line. {count[failed.length]} missing on yours. Nothing has been shared with <bdi>{appName}</bdi>.
          </p>
        </div>
        <ol aria-label="Checks on this line">
          {gates.map((gate) => (
            <li key={gate.name} className={`grid grid-cols-[24px_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 border-t border-border px-6 max-sm:px-4 ${gate.passed ? 'py-3' : 'py-4'}`}>
              {gate.passed ? <CircleCheck aria-hidden="true" className="mt-0.5 text-ok" /> : <CircleX aria-hidden="true" className="mt-0.5 text-bad" />}
              <h2 className={gate.passed ? 'text-14 leading-6 font-normal text-muted' : 'text-16 leading-6'}>{gate.title}</h2>
              <Badge tone={gate.passed ? 'ok' : 'bad'} icon={null} className="mt-0.5">
                {gate.passed ? 'Passed' : 'Not passed'}
              </Badge>
              {!gate.passed && (
                <div className="col-[2/-1] grid max-w-[60ch] gap-3 text-14">
                  <p>{gate.why}</p>
                  <div className="rounded-control bg-sunken px-4 py-3">
                    <h3 className="mb-1">What you can do</h3>
                    <p>{gate.whatToDo}</p>
                    {gate.name === 'sms' && simulatorHref && (
                      <p className="mt-1">
                        This is the demo, so the simulator is your carrier:{' '}
                        <a href={simulatorHref} className="link inline-flex min-h-6 items-center">
                          switch Texting on at your virtual phone
                        </a>
                        .
                      </p>
                    )}
                    <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
                      {ways[gate.name].map(({ label, href }) => (
                        <li key={href}>
                          <a href={href} className="link inline-flex min-h-6 items-center touch:min-h-11">
                            {label}
                          </a>
                        </li>
                      ))}
                    </ul>
                  </div>
                </div>
              )}
            </li>
          ))}
        </ol>
        <div className="flex flex-wrap items-center gap-2 border-t border-border bg-sunken px-6 py-4 max-sm:px-4 sm:rounded-b-card">
          <ButtonLink href={checkHref} variant="primary" className="min-h-10 max-sm:flex-[1_1_40%]">
            Check again
          </ButtonLink>
          <form method="post" action="/sign-out" className="contents">
            <input type="hidden" name="next" value={`/sign-in?as=line&returnTo=${encodeURIComponent(checkHref)}`} />
            <Button type="submit" className="min-h-10 max-sm:flex-[1_1_40%]">
              Use another line
            </Button>
          </form>
          <form method="post" action={decideAction} className="contents">
            <input type="hidden" name="csrf" value={csrfToken} />
            <Button type="submit" name="decision" value="deny" variant="ghost" className="min-h-10 max-w-full whitespace-normal max-sm:flex-[1_1_40%]">
              <span className="min-w-0">
                Go back to <bdi>{appName}</bdi>
              </span>
            </Button>
          </form>
        </div>
      </section>
      <p className="mx-auto max-w-[648px] px-4 pt-3.5 pb-2 text-center text-13 wrap-anywhere text-muted">
        Checked {checkedAt}. <bdi>{appName}</bdi> is told only that you did not allow it.{' '}
        <a href="/support-info" className="link inline-flex min-h-6 items-center">
          Ask support
        </a>
      </p>
    </>
  );
}
