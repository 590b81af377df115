import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { ConsentForm } from '#components/consent/consent-form.tsx';
import { NotEligible } from '#components/consent/not-eligible.tsx';
import { Who } from '#components/consent/who.tsx';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Sheet, SheetCell } from '#components/ui/sheet.tsx';
import { findBrowserId } from '#lib/auth/browser-id.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { defaultConsentTermDays } from '#lib/domain/consent-grant.ts';
import { describeDevice } from '#lib/domain/device.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { type ConsentAsk, getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { reuseConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { readerClock } from '#app/(subscriber)/clock.ts';
import { consentProblem } from './consent-problem.ts';

export const metadata: Metadata = { title: 'An app asks you', referrer: 'same-origin', robots: { index: false } };

const dayMs = 86_400_000;
type Query = Record<string, string | string[] | undefined>;
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;

export default async function ConsentPage({ params, searchParams }: { params: Promise<{ requestId: string }>; searchParams: Promise<Query> }) {
  const { requestId: shortRequestId } = await params;
  const query = await searchParams;
  const path = `/oauth/v4/authorize/${shortRequestId}`;
  const actor = await requireSubscriber(path);
  const number = formatMsisdn(actor.msisdn);
  const requestId = parseShortId(shortRequestId);
  const browserId = await findBrowserId();
  const found = requestId ? await askOrReason({ actor, requestId, browserId }) : 'This address is not complete. Go back to the app and start again.';
  if (typeof found === 'string' || !requestId) {
    return (
      <AskFrame who={<Who number={number} returnTo={path} />}>
        <Over text={String(found)} />
      </AskFrame>
    );
  }
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
          checkedAt={new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: (await readerClock()).zone }).format(found.checkedAt)}
          checkHref={path}
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
  const asDate = (at: Date) => new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone }).format(at);
  const problem = consentProblem(one(query.problem));
  const kept = one(query.scope);
  const inDays = (days: number) => new Date(now.getTime() + days * dayMs);
  return {
    app: ask.client,
    owner: { name: ask.client.ownerName, verifiedSince: ask.client.ownerVerifiedAt ? asDate(ask.client.ownerVerifiedAt) : null },
    scopes: ask.scopes,
    chosen: kept === null ? ask.scopes : ask.scopes.filter((scope) => kept.split(' ').includes(scope)),
    before: ask.before ? { scopes: ask.before.scopes, since: asDate(ask.before.since) } : null,
    term: {
      until: one(query.until) ?? String(defaultConsentTermDays),
      end: one(query.end) ?? inDays(defaultConsentTermDays).toISOString().slice(0, 10),
      earliest: inDays(1).toISOString().slice(0, 10),
      dates: { '30': asDate(inDays(30)), '90': asDate(inDays(90)) },
      problem: problem?.field === 'end' ? problem.text : null,
    },
    device: describeDevice((await headers()).get('user-agent') ?? ''),
    returnsTo: ask.returnsTo,
    gateLine: `This line can be used: ${ask.line.plan === 'smart-limits' ? 'on Smart-Limits' : 'billed monthly'}, in good standing, SMS on.`,
    problem,
  };
}

function Over({ text }: { text: string }) {
  return (
    <Sheet width="narrow" aria-labelledby="over">
      <SheetCell className="grid gap-3">
        <h1 id="over" className="text-22">
          There is nothing to decide here
        </h1>
        <p className="max-w-[60ch] text-muted">{text}</p>
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
