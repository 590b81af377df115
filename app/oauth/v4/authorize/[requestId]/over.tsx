import { EndSheet } from '#components/consent/end-sheet.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import type { AnsweredAsk } from '#lib/use-cases/consent/get-consent-ask.ts';

const actions = (
  <>
    <ButtonLink href="/connected-apps" variant="primary">
      Connected apps
    </ButtonLink>
    <ButtonLink href="/inbox">Inbox</ButtonLink>
  </>
);

/** Nothing to decide: why, and where to go. */
export function Over({ text }: { text: string }) {
  return (
    <EndSheet title="There is nothing to decide here" actions={actions}>
      <p className="max-w-[60ch] text-muted">{text}</p>
    </EndSheet>
  );
}

/** After a second click or the way back: what holds now. The answer itself went to the app once and goes nowhere again (T5). */
export function Answered({ answered, time }: { answered: AnsweredAsk; time: string }) {
  const app = <bdi>{answered.appName}</bdi>;
  return (
    <EndSheet title="You have answered this" actions={actions}>
      <p className="max-w-[60ch] text-muted">
        You answered at {time}. {answered.isConnected ? <>{app} may use your number now; Connected apps shows what it may do, and ends it.</> : <>{app} may not use your number.</>} If the app waits for you, go back to it and
        start again there.
      </p>
    </EndSheet>
  );
}
