import { z } from 'zod';
import { clock } from '#lib/clock.ts';
import { openSealed, sealText } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { messageListAnswer } from '#lib/contracts/messages-answers.ts';
import { deviceAuthorizationAnswer, oauthErrorAnswer, tokenAnswer } from '#lib/contracts/oauth-wire.ts';
import { findDemoCredentials } from '#lib/use-cases/simulator/demo-client.ts';
import { requireSimulator } from '#lib/use-cases/simulator/require-simulator.ts';

/** A television app as its maker would write it: everything by the endpoints that anybody has, as the demo app Desk. */
const appName = 'Desk';
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
const timeoutMs = 5_000;

const televisionState = z.discriminatedUnion('at', [
  z.object({ at: z.literal('waiting'), deviceCode: z.string(), userCode: z.string(), address: z.string(), intervalSeconds: z.number(), endsAt: z.number() }),
  z.object({ at: z.literal('allowed'), accessToken: z.string(), refreshToken: z.string() }),
  z.object({ at: z.literal('ended'), why: z.enum(['denied', 'over']) }),
]);
type TelevisionState = z.infer<typeof televisionState>;

const sealedAs = 'television';
const seal = (state: TelevisionState): string => sealText(sealedAs, JSON.stringify(state));

/** What the browser keeps for the television cannot be read there: its secrets never reach the page. Null for anything else than that. */
function open(sealed: string | undefined): TelevisionState | null {
  if (!sealed) return null;
  try {
    return televisionState.parse(JSON.parse(openSealed(sealedAs, sealed)));
  } catch {
    return null;
  }
}

/** By the address of this very process where that is known, else as everybody. */
const ownAddress = (): string => (['0.0.0.0', '::', '127.0.0.1', 'localhost', '::1'].includes(env.HOST) ? `http://127.0.0.1:${env.PORT}` : env.PUBLIC_URL);

const call = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${ownAddress()}${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });

async function callAsApp(endpoint: string, form: Record<string, string>): Promise<Response> {
  const credentials = await findDemoCredentials(appName);
  if (!credentials) throw new AppError('not-found', 'The television needs the demo world: start Handset with npm start.');
  return call(`/oauth/v4/${endpoint}`, { method: 'POST', body: new URLSearchParams({ client_id: credentials.clientId, client_secret: credentials.clientSecret, ...form }) });
}

/** Asks for a code to show. Throws `not-found` without the simulator or the demo world, `unavailable` when it cannot be had now. */
export async function startTelevision(): Promise<string> {
  requireSimulator();
  const answer = await callAsApp('device_authorization', { scope: 'MIM', device_name: 'Television in the simulator' });
  if (!answer.ok) throw new AppError('unavailable', 'There is no code to be had right now.');
  const begun = deviceAuthorizationAnswer.parse(await answer.json());
  return seal({
    at: 'waiting',
    deviceCode: begun.device_code,
    userCode: begun.user_code,
    address: begun.verification_uri,
    intervalSeconds: begun.interval,
    endsAt: clock.now().getTime() + begun.expires_in * 1000,
  });
}

/** One poll, as RFC 8628 (3.5) has a device do it. What does not wait is left as it is. */
export async function pollAsTelevision(sealed: string | undefined): Promise<string | null> {
  requireSimulator();
  const state = open(sealed);
  if (state?.at !== 'waiting') return state && seal(state);
  const answer = await callAsApp('token', { grant_type: grantType, device_code: state.deviceCode });
  const body: unknown = await answer.json();
  if (answer.ok) {
    const tokens = tokenAnswer.parse(body);
    return seal({ at: 'allowed', accessToken: tokens.access_token, refreshToken: tokens.refresh_token ?? '' });
  }
  const { error } = oauthErrorAnswer.parse(body);
  if (error === 'slow_down') return seal({ ...state, intervalSeconds: state.intervalSeconds + 5 });
  if (error === 'authorization_pending' || error === 'temporarily_unavailable') return seal(state);
  return seal({ at: 'ended', why: error === 'access_denied' ? 'denied' : 'over' });
}

/** Gives the permission's tokens back, so that nothing is left of them when the television forgets. */
export async function signTelevisionOut(sealed: string | undefined): Promise<void> {
  requireSimulator();
  const state = open(sealed);
  if (state?.at === 'allowed') await callAsApp('revoke', { token: state.refreshToken });
}

export type TelevisionView =
  | { at: 'off' }
  | { at: 'waiting'; userCode: string; address: string; intervalSeconds: number; minutesLeft: number }
  | { at: 'ended'; why: 'denied' | 'over' | 'ended-elsewhere' | 'not-now' }
  | { at: 'allowed'; inbox: TelevisionInbox | null };

export interface TelevisionInbox {
  unread: number;
  hasMoreUnread: boolean;
  /** Who wrote last, newest first, each once. */
  senders: { from: string; at: Date; isUnread: boolean }[];
}

const mostSenders = 5;

/** What the television shows. Throws `not-found` without the simulator. */
export async function viewTelevision(sealed: string | undefined): Promise<TelevisionView> {
  requireSimulator();
  const state = open(sealed);
  if (!state) return { at: 'off' };
  if (state.at === 'ended') return state;
  if (state.at === 'waiting') {
    const { userCode, address, intervalSeconds, endsAt } = state;
    return { at: 'waiting', userCode, address, intervalSeconds, minutesLeft: Math.max(0, Math.ceil((endsAt - clock.now().getTime()) / 60_000)) };
  }
  const headers = { Authorization: `Bearer ${state.accessToken}` };
  const [unread, newest] = await Promise.all(['isUnread=true&isIncoming=true&limit=500', 'isIncoming=true&limit=20'].map((query) => call(`/myMessages/v2/messages?${query}`, { headers })));
  if (unread?.ok && newest?.ok) return { at: 'allowed', inbox: inboxOf(messageListAnswer.parse(await unread.json()), messageListAnswer.parse(await newest.json())) };
  if (unread?.status === 401) return { at: 'ended', why: 'ended-elsewhere' };
  if (unread?.status === 403) return { at: 'ended', why: 'not-now' };
  // An inbox that no app has read yet is made ready first (I1); the television looks again.
  await call('/myMessages/v2/messages/index', { method: 'POST', headers });
  return { at: 'allowed', inbox: null };
}

type List = z.infer<typeof messageListAnswer>;

function inboxOf(unread: List, newest: List): TelevisionInbox {
  const bySender = Map.groupBy(newest.messageList.messages, ({ from }) => from.value);
  return {
    unread: unread.messageList.total,
    hasMoreUnread: unread.messageList.nextCursor !== undefined,
    senders: [...bySender].slice(0, mostSenders).map(([from, [last]]) => ({ from, at: new Date(`${last?.timeStamp}Z`), isUnread: last?.isUnread ?? false })),
  };
}
