/** An access token for the demo, made as any app gets one: question, consent, code, exchange. */
import { randomBytes } from 'node:crypto';
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { ensureSubscriber } from '#lib/data/one-time-codes.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { findSimulatedLine, listSimulatedLines } from '#lib/data/simulator/lines.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import { parseScopes, scopes as scopeTable } from '#lib/domain/scope.ts';
import { s256 } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { allowConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { beginAuthorization } from '#lib/use-cases/oauth/begin-authorization.ts';
import { exchangeToken } from '#lib/use-cases/oauth/exchange-token.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { endSession } from '#lib/use-cases/sign-in/end-session.ts';
import { startSession } from '#lib/use-cases/sign-in/start-session.ts';
import type { DemoClient, DemoFile } from '#prisma/seed/demo-file.ts';

export interface DemoTokenWish {
  client: string;
  subscriber: string;
  scope: string;
}

/** Throws `AppError` that names the argument at fault: `--client`, `--subscriber` or `--scope`. */
export async function giveDemoToken(demo: DemoFile, wish: DemoTokenWish): Promise<string> {
  if (env.CARRIER !== 'simulator') throw new AppError('forbidden', `Demo tokens exist only with the simulated carrier; CARRIER is ${env.CARRIER}.`);
  setLineDirectory({ findLine: findSimulatorLine });
  const client = readClient(demo, wish.client);
  const scope = readScope(client, wish.scope);
  const { msisdn, name, ownerKey } = await readLine(wish.subscriber);
  const owner = await inSqlTransaction((tx) => ensureSubscriber(tx, { msisdn, name, ownerKey }));
  const sessionId = await startSession({ kind: 'subscriber', owner: { subscriberId: owner.subscriberId }, userAgent: 'demo:token' });
  try {
    return await askAsApp({ client, scope, actor: { kind: 'subscriber', ...owner, msisdn, sessionId } });
  } finally {
    await endSession(sessionId);
  }
}

async function askAsApp({ client, scope, actor }: { client: DemoClient; scope: string; actor: SubscriberActor }): Promise<string> {
  const browserId = randomBytes(24).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({ response_type: 'code', client_id: client.clientId, redirect_uri: client.redirectUri, scope });
  if (client.profile === 'modern') {
    query.set('code_challenge', s256(verifier));
    query.set('code_challenge_method', 'S256');
  }
  const begun = await beginAuthorization({ query, browserId, actor, address: null });
  if (begun.outcome === 'refused') throw new AppError('conflict', `--client: ${client.name} is switched off, or its redirect URI changed. Start Handset again to refresh demo.json.`, { field: '--client' });
  if (begun.outcome === 'limited') throw new AppError('limit-exceeded', `--subscriber: too many questions for this line. Try again in ${begun.retryAfterSeconds} seconds.`, { field: '--subscriber', retryAfterSeconds: begun.retryAfterSeconds });
  const location = 'location' in begun ? begun.location : await decide({ requestId: begun.requestId, browserId, actor });
  const answer = new URL(location).searchParams;
  const code = answer.get('code');
  if (code === null) throw new AppError('invalid-value', `--scope: ${answer.get('error_description') ?? 'the request was refused.'}`, { field: '--scope' });
  const form = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: client.redirectUri, client_id: client.clientId, client_secret: client.clientSecret });
  if (client.profile === 'modern') form.set('code_verifier', verifier);
  return (await exchangeToken({ authorization: undefined, dpop: null, path: '/oauth/v4/token', query: new URLSearchParams(), form })).accessToken;
}

/** The subscriber says yes to all that is asked. */
async function decide({ requestId, browserId, actor }: { requestId: string; browserId: string; actor: SubscriberActor }): Promise<string> {
  const ask = await getConsentAsk({ actor, requestId, browserId });
  if (!ask.eligible) {
    const gate = ask.gates.find(({ passed }) => !passed);
    throw new AppError('not-eligible', `--subscriber: no app may use this line. ${gate?.title ?? ''}. ${gate?.whatToDo ?? ''}`, { field: '--subscriber' });
  }
  const csrfToken = consentCsrfToken({ requestId, sessionId: actor.sessionId });
  return allowConsent({ actor, requestId, browserId, csrfToken, scopes: ask.scopes, term: { until: 'none', end: null }, userAgent: 'demo:token' });
}

function readClient({ clients }: DemoFile, name: string): DemoClient {
  const client = clients.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  if (!client) throw new AppError('invalid-value', `--client: there is no demo app “${name}”. Choose ${clients.map((each) => each.name).join(' or ')}.`, { field: '--client' });
  return client;
}

function readScope(client: DemoClient, input: string): string {
  const parsed = parseScopes(input);
  if (!parsed.ok) throw new AppError('invalid-value', `--scope: “${input}” is no scope. Choose ${client.scopes.join(', ')} or both, divided by a comma.`, { field: '--scope' });
  const refused = parsed.scopes.filter((scope) => !client.scopes.includes(scope) || !scopeTable[scope].needsConsent);
  if (refused.length > 0) throw new AppError('invalid-value', `--scope: ${client.name} may not ask for ${refused.join(', ')}.`, { field: '--scope' });
  return parsed.scopes.join(' ');
}

async function readLine(input: string): Promise<{ msisdn: string; name: string; ownerKey: string }> {
  const parsed = parseMsisdn(input);
  const line = parsed.ok ? await findSimulatedLine(parsed.msisdn) : null;
  if (line) return line;
  const lines = await listSimulatedLines();
  throw new AppError('invalid-value', `--subscriber: “${input}” is no line of the demo. There are ${lines.map(({ msisdn, name }) => `${msisdn} (${name})`).join(', ')}.`, { field: '--subscriber' });
}
