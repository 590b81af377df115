import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { TimeZone } from '#components/inbox/time-zone.tsx';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { AccountForm } from '#components/sign-in/account-form.tsx';
import { CodeForm } from '#components/sign-in/code-form.tsx';
import { CodeOnItsWay } from '#components/sign-in/code-on-its-way.tsx';
import { NoCodeHelp, VirtualPhoneNote } from '#components/sign-in/no-code-help.tsx';
import { NumberForm } from '#components/sign-in/number-form.tsx';
import { PasskeySignIn } from '#components/sign-in/passkey-sign-in.tsx';
import { ResendForm } from '#components/sign-in/resend-form.tsx';
import { SignInCard } from '#components/sign-in/sign-in-card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { beginPasskeySignInAction } from '#lib/actions/passkeys.ts';
import { requestCodeAction, signInAccountAction, signInPasskeyAction, verifyCodeAction } from '#lib/actions/sign-in.ts';
import { askedAtReturn, destinationAfterSignIn, nameOfReturn } from '#lib/auth/after-sign-in.ts';
import { findBrowserId } from '#lib/auth/browser-id.ts';
import { findCurrentActor, findLapsedVisitor } from '#lib/auth/guards.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { decodeSignInProblem } from '#lib/auth/sign-in-problem.ts';
import type { FormAction } from '#lib/contracts/form-data.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { env } from '#lib/env.ts';
import { findAskingApp } from '#lib/use-cases/consent/get-consent-ask.ts';
import { findOutage } from '#lib/use-cases/operations/find-outage.ts';
import { offersPasskeys } from '#lib/use-cases/passkeys/challenge.ts';
import { findRequestedCode } from '#lib/use-cases/sign-in/verify-code.ts';
import { readerClock } from '#app/(subscriber)/clock.ts';
import { zonedTime } from '#lib/domain/time-words.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Query = Record<'as' | 'step' | 'returnTo' | 'callbackUrl' | 'error' | 'again' | 'why', string | string[] | undefined>;
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;

// A server action is a form's action in every respect; only its declared state is wider.
const asFormAction = (action: unknown) => action as FormAction;
const resendAfterSeconds = 30;
const helpAfterSeconds = 20;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const returnTo = safeReturnTo(one(query.returnTo), '') || null;
  const as = one(query.as) === 'work' ? 'work' : 'line';
  const problem = decodeSignInProblem(one(query.error));
  const actor = await findCurrentActor({ asUse: false });
  const wanted = as === 'line' ? actor?.kind === 'subscriber' : actor && actor.kind !== 'subscriber';
  const atCode = one(query.step) === 'code';
  const pending = atCode ? await findRequestedCode({ browserId: await findBrowserId() }) : null;
  // `again` and the code that follows are for a fresh proof by somebody who is signed in.
  if (actor && wanted && !problem && !pending && one(query.again) !== '1') redirect(destinationAfterSignIn(actor.kind, returnTo));
  const requestId = askedAtReturn(returnTo);
  const appName = requestId ? await findAskingApp({ requestId, browserId: await findBrowserId() }) : null;
  const lapsed = await findLapsedVisitor();
  return (
    <AskFrame>
      <h1 className="text-center text-22 max-sm:pt-6">Sign in to Handset</h1>
      <p className="mt-1 mb-6 px-4 text-center text-muted"><WhereTo appName={appName} page={nameOfReturn(returnTo)} /></p>
      {lapsed && !problem && (
        <Notice role="status" className="mx-auto mb-4 max-w-[378px]">
          Your session ended.{lapsed === 'subscriber' && ' The text you wrote and did not send is kept: sign in, and it is where you left it.'}
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" role="alert" className="mx-auto mb-4 max-w-[378px]">
          {problem.text}
        </Notice>
      )}
      {as === 'work' ? (
        <SignInCard as="work" returnTo={returnTo} title="Your work account">
          <AccountForm action={asFormAction(signInAccountAction)} returnTo={returnTo} />
          <PasskeyPart as="work" returnTo={returnTo} />
        </SignInCard>
      ) : (
        <LineCard returnTo={returnTo} atCode={atCode} pending={pending} provesLine={one(query.why) === 'line'} />
      )}
      <TimeZone known={(await cookies()).get('zone')?.value ?? null} hasTimes={false} />
    </AskFrame>
  );
}

/** What follows sign-in: whoever comes from an app reads its name before typing anything. */
function WhereTo({ appName, page }: { appName: string | null; page: string | null }) {
  if (appName) {
    return (
      <>
        Then you decide what <bdi className="font-semibold wrap-anywhere text-ink">{appName}</bdi> may do with your number
      </>
    );
  }
  return page ? `Then you go on to what you opened: ${page}` : 'Your own number, in any app you allow';
}

function PasskeyPart({ as, returnTo }: { as: 'line' | 'work'; returnTo: string | null }) {
  if (!offersPasskeys()) return <p className="text-13 text-muted">Passkeys work at https addresses only, and this installation has none.</p>;
  return <PasskeySignIn as={as} returnTo={returnTo} beginAction={beginPasskeySignInAction} signInAction={asFormAction(signInPasskeyAction)} />;
}

interface LineCardProps {
  returnTo: string | null;
  atCode: boolean;
  pending: Awaited<ReturnType<typeof findRequestedCode>>;
  provesLine: boolean;
}

async function LineCard({ returnTo, atCode, pending, provesLine }: LineCardProps) {
  const simulated = env.CARRIER === 'simulator';
  if (!pending) {
    return (
      <SignInCard as="line" returnTo={returnTo} title="What is your number?">
        {atCode && (
          <Notice tone="warn" role="status">
            That code is over. Ask for a new one.
          </Notice>
        )}
        <NumberForm action={asFormAction(requestCodeAction)} returnTo={returnTo} />
        {simulated && <VirtualPhoneNote />}
        <PasskeyPart as="line" returnTo={returnTo} />
      </SignInCard>
    );
  }
  const [{ now, zone }, outage] = await Promise.all([readerClock(), findOutage()]);
  const isNetworkAway = outage !== null;
  const ageSeconds = Math.floor((now.getTime() - pending.createdAt.getTime()) / 1000);
  const goodUntil = zonedTime(pending.expiresAt, zone);
  const changeHref = `/sign-in?as=line${returnTo ? `&returnTo=${encodeURIComponent(returnTo)}` : ''}`;
  return (
    <SignInCard
      as="line"
      returnTo={returnTo}
      title="Enter the code"
      foot={
        <NoCodeHelp
          passkeyHref={changeHref}
          shortCode={env.OWN_SHORT_CODE}
          isNetworkAway={isNetworkAway}
          opensInSeconds={pending.triesLeft < 5 ? 0 : Math.max(0, helpAfterSeconds - ageSeconds)}
          resend={<ResendForm action={asFormAction(requestCodeAction)} returnTo={returnTo} number={pending.msisdn} waitSeconds={Math.max(0, resendAfterSeconds - ageSeconds)} />}
        />
      }
    >
      {provesLine && (
        <Notice role="status">
          Your passkey holds. Your line was not proven for 90 days, so this once we also ask for a code.
        </Notice>
      )}
      <CodeOnItsWay number={formatMsisdn(pending.msisdn)} changeHref={changeHref} goodUntil={goodUntil} isNetworkAway={isNetworkAway} />
      {simulated && <VirtualPhoneNote number={pending.msisdn} />}
      <CodeForm action={asFormAction(verifyCodeAction)} returnTo={returnTo} number={pending.msisdn} goodUntil={goodUntil} offersPasskeys={offersPasskeys()} />
    </SignInCard>
  );
}
