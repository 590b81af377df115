import { ButtonLink } from '#components/ui/button.tsx';
import { Sheet, SheetCell } from '#components/ui/sheet.tsx';
import type { AnsweredAsk } from '#lib/use-cases/consent/get-consent-ask.ts';

/** Nothing to decide: why, and where to go. */
export function Over({ text }: { text: string }) {
  return (
    <OverSheet title="There is nothing to decide here">
      <p className="max-w-[60ch] text-muted">{text}</p>
    </OverSheet>
  );
}

/** After a second click or the way back: what holds now. The answer itself went to the app once and goes nowhere again (T5). */
export function Answered({ answered, time }: { answered: AnsweredAsk; time: string }) {
  const app = <bdi>{answered.appName}</bdi>;
  return (
    <OverSheet title="You have answered this">
      <p className="max-w-[60ch] text-muted">
        You answered at {time}. {answered.isConnected ? <>{app} may use your number now; Connected apps shows what it may do, and ends it.</> : <>{app} may not use your number.</>} If the app waits for you, go back to it and
        start again there.
      </p>
    </OverSheet>
  );
}

function OverSheet({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Sheet width="narrow" aria-labelledby="over">
      <SheetCell className="grid gap-3 wrap-anywhere">
        <h1 id="over" className="text-22">
          {title}
        </h1>
        {children}
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/connected-apps" variant="primary">
            Connected apps
          </ButtonLink>
          <ButtonLink href="/inbox">Inbox</ButtonLink>
        </div>
      </SheetCell>
    </Sheet>
  );
}
