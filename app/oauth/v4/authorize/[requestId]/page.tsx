import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { ConsentForm } from '#components/consent/consent-form.tsx';
import { NotEligible } from '#components/consent/not-eligible.tsx';
import { Who } from '#components/consent/who.tsx';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { findBrowserId } from '#lib/auth/browser-id.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { describeDevice } from '#lib/domain/device.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { writeDay, writeEnd, writeMoment, zonedTime } from '#lib/domain/time-words.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { type ConsentAsk, findAnsweredAsk, getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { reuseConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { isSimulated } from '#lib/use-cases/simulator/require-simulator.ts';
import { readerClock } from '#app/(subscriber)/clock.ts';
import { consentProblem } from './consent-problem.ts';
import { Answered, Over } from './over.tsx';

export const metadata: Metadata = { title: 'An app asks you', referrer: 'same-origin', robots: { index: false } };

const dayMs = 86_400_000;
type Query = Record<string, string | string[] | undefined>;
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;

export default async function ConsentPage({ params, searchParams }: { params: Promise<{ requestId: string }>; searchParams: Promise<Query> }) {
  const { requestId: shortRequestId } = await params;
  const query = await searchParams;
  const path = `/oauth/v4/authorize/${shortRequestId}`;
  const actor = await requireSubscriber(path, { isOpenToAll: true });
  const number = formatMsisdn(actor.msisdn);
  const requestId = parseShortId(shortRequestId);
  const browserId = await findBrowserId();
  const found = requestId ? await askOrReason({ actor, requestId, browserId }) : 'This address is not complete. Go back to the app and start again.';
  const { zone } = await readerClock();
  const asTime = (at: Date) => zonedTime(at, zone);
  if (typeof found === 'string' || !requestId) {
    const answered = requestId ? await findAnsweredAsk({ actor, requestId, browserId }) : null;
    return (
      <AskFrame who={<Who number={number} returnTo={path} />}>{answered ? <Answered answered={answered} time={asTime(answered.answeredAt)} /> : <Over text={String(found)} />}</AskFrame>
    );
  }
  if (found.signInAgain) redirect(`/sign-in?as=line&again=1&returnTo=${encodeURIComponent(path)}`);
  if (found.covered && found.eligible) {
    const location = await reuseConsent({ actor, requestId, browserId }).catch((error: unknown) => {
      if (isAppError(error)) return null;
      throw error;
    });
    if (location) redirect(location);
  }
  const csrfToken = consentCsrfToken({ requestId, sessionId: actor.sessionId });
  return (
    <AskFrame who={<Who number={number} returnTo={path} />}>
      {found.eligible ? (
        <ConsentForm {...await formProps(found, query)} action={`${path}/decide`} csrfToken={csrfToken} number={number} />
      ) : (
        <NotEligible
          appName={found.client.name}
          number={number}
          gates={found.gates}
          checkedAt={asTime(found.checkedAt)}
          checkHref={path}
          simulatorHref={isSimulated ? `/simulator?phones=${actor.msisdn.slice(1)}` : null}
          decideAction={`${path}/decide`}
          csrfToken={csrfToken}
        />
      )}
    </AskFrame>
  );
}

async function askOrReason(options: Parameters<typeof getConsentAsk>[0]): Promise<ConsentAsk | string> {
  try {
    return await getConsentAsk(options);
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}

async function formProps(ask: ConsentAsk, query: Query) {
  const { now, zone: timeZone } = await readerClock();
  const asDate = (at: Date) => writeDay(at, timeZone);
  const problem = consentProblem(one(query.problem));
  const kept = one(query.scope);
  const inDays = (days: number) => new Date(now.getTime() + days * dayMs);
  return {
    app: ask.client,
    owner: { name: ask.client.ownerName, verifiedSince: ask.client.ownerVerifiedAt ? asDate(ask.client.ownerVerifiedAt) : null },
    scopes: ask.scopes,
    chosen: kept === null ? ask.scopes : ask.scopes.filter((scope) => kept.split(' ').includes(scope)),
    history: {
      before: ask.before && { scopes: ask.before.scopes, since: asDate(ask.before.since), pausedUntil: ask.before.pausedUntil && writeMoment(ask.before.pausedUntil, timeZone) },
      former: ask.former && { scopes: ask.former.scopes, since: asDate(ask.former.createdAt), until: ask.former.wasEnded ? asDate(ask.former.overAt) : writeEnd(ask.former.overAt), wasEnded: ask.former.wasEnded },
      calledBefore: ask.calledBefore,
    },
    hasInbox: ask.hasInbox,
    registeredSince: asDate(ask.client.registeredAt),
    term: {
      until: one(query.until) ?? ask.term.until,
      end: one(query.end) ?? ask.term.lastDay,
      earliest: inDays(1).toISOString().slice(0, 10),
      dates: { '30': writeEnd(inDays(30)), '90': writeEnd(inDays(90)) },
      isLikeLast: one(query.until) === null && (ask.before !== null || ask.former !== null),
      problem: problem?.field === 'end' ? problem.text : null,
    },
    device: ask.device ?? describeDevice((await headers()).get('user-agent') ?? ''),
    returnsTo: ask.returnsTo,
    gateLine: `This line can be used: ${ask.line.plan === 'smart-limits' ? 'on Smart-Limits' : 'billed monthly'}, in good standing, SMS on.`,
    problem,
  };
}
