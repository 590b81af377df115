import { encode } from 'next-auth/jwt';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { sessionRoutes } from '#lib/api/routes/session.ts';
import { sessionCookieName } from '#lib/auth/cookies.ts';
import { destinationAfterSignIn } from '#lib/auth/after-sign-in.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { findActorOfCookie } from '#lib/auth/session-cookie.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { endAllSessions, endOwnSession, endSession, listSessions } from '#lib/use-cases/sign-in/end-session.ts';
import { extendSession, findLapsedKind, findSession } from '#lib/use-cases/sign-in/find-session.ts';
import { startSession } from '#lib/use-cases/sign-in/start-session.ts';
import { createDeveloper, createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
beforeAll(async () => {
  actor = await createSubscriber();
});
afterEach(() => setTestClock(null));

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const start = (replacesSessionId: string | null = null) => startSession({ kind: 'subscriber', owner: { subscriberId: actor.subscriberId }, userAgent: chrome, replacesSessionId });
const cookieOf = async (sid: unknown, secret = env.NEXTAUTH_SECRET) => `a=b; ${sessionCookieName}=${await encode({ token: { sid } as never, secret })}`;
const later = (seconds: number) => setTestClock(new Date(Date.now() + seconds * 1000));
const read = { asUse: false };

describe('T24: a session', () => {
  it('is our row: the cookie holds its id alone', async () => {
    const sid = await start();
    await expect(findActorOfCookie(await cookieOf(sid))).resolves.toEqual({ ...actor, sessionId: sid });
  });

  it('of a forged, foreign or broken cookie is nobody', async () => {
    const sid = await start();
    for (const cookie of [undefined, '', `${sessionCookieName}=${sid}`, `${sessionCookieName}=eyJ.x.y`, await cookieOf(sid, 'x'.repeat(44)), await cookieOf(newId()), await cookieOf(42), await cookieOf("' OR 1=1")]) {
      await expect(findActorOfCookie(cookie)).resolves.toBeNull();
    }
  });

  it('is a new one at every sign-in, and the one before ends', async () => {
    const first = await start();
    const second = await start(first);
    expect(second).not.toBe(first);
    expect(await findSession(first, read)).toBeNull();
    expect(await findSession(second, read)).not.toBeNull();
  });

  it('ends at sign-out, on every device at once', async () => {
    const [here, there, elsewhere] = [await start(), await start(), await start()];
    await endSession(here);
    expect(await findSession(here, read)).toBeNull();
    await endAllSessions({ actor: { ...actor, sessionId: there }, exceptThis: true });
    expect(await findSession(there, read)).not.toBeNull();
    expect(await findSession(elsewhere, read)).toBeNull();
  });

  it("T1: cannot be ended by somebody else, who learns nothing", async () => {
    const sid = await start();
    const stranger = await createSubscriber();
    const foreign = await endOwnSession({ actor: stranger, sessionId: sid }).catch((error: Error) => error.message);
    const missing = await endOwnSession({ actor: stranger, sessionId: newId() }).catch((error: Error) => error.message);
    expect(foreign).toBe(missing);
    expect(await findSession(sid, read)).not.toBeNull();
  });

  it('lists its device in our own words', async () => {
    const sid = await start();
    const devices = await listSessions({ actor: { ...actor, sessionId: sid } });
    expect(devices.find(({ isThis }) => isThis)).toMatchObject({ id: sid, device: 'Chrome on Windows' });
  });
});

describe('P1: deadlines', () => {
  it('idle ends it; use moves the end, at most once a minute; looking does not', async () => {
    const sid = await start();
    const first = await findSession(sid, { asUse: true });
    later(30);
    expect((await findSession(sid, { asUse: true }))?.endsAt).toEqual(first?.endsAt);
    later(90);
    expect((await findSession(sid, read))?.endsAt).toEqual(first?.endsAt);
    const moved = await findSession(sid, { asUse: true });
    expect((moved?.endsAt.getTime() ?? 0) - (first?.endsAt.getTime() ?? 0)).toBeGreaterThanOrEqual(89_000);
    later(90 + env.SESSION_IDLE_SECONDS + 1);
    expect(await findSession(sid, { asUse: true })).toBeNull();
  });

  it('Stay signed in moves the end of a live session and revives no other', async () => {
    const sid = await start();
    const live = await findSession(sid, read);
    later(env.SESSION_IDLE_SECONDS - 10);
    const moved = live && (await extendSession({ actor: live.actor }));
    expect(moved?.getTime()).toBeGreaterThan(live?.endsAt.getTime() ?? 0);
    await endSession(sid);
    expect(live && (await extendSession({ actor: live.actor }))).toBeNull();
  });

  it('staff: 30 minutes idle, 12 hours at most however much it is used', async () => {
    const agent = await createSupportAgent();
    const sid = await startSession({ kind: 'support', owner: { accountId: agent.accountId }, userAgent: chrome });
    const begin = Date.now();
    for (let minutes = 0; minutes < 12 * 60; minutes += 25) {
      setTestClock(new Date(begin + minutes * 60_000));
      expect(await findSession(sid, { asUse: true })).toMatchObject({ actor: { kind: 'support' } });
    }
    setTestClock(new Date(begin + 12 * 3600_000 + 1_000));
    expect(await findSession(sid, { asUse: true })).toBeNull();
  });

  it('that ended by itself is told from one that lives, was ended or never was', async () => {
    const [lapsed, ended] = [await start(), await start()];
    await endSession(ended);
    expect(await findLapsedKind(lapsed)).toBeNull();
    later(env.SESSION_IDLE_SECONDS + 1);
    expect(await findLapsedKind(lapsed)).toBe('subscriber');
    expect(await findLapsedKind(ended)).toBeNull();
    expect(await findLapsedKind(newId())).toBeNull();
  });

  it('GET /session tells the time left and moves nothing', async () => {
    const sid = await start();
    const cookie = await cookieOf(sid);
    later(600);
    const answer = await sessionRoutes.request('http://localhost/session', { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { endsAt, now } = (await answer.json()) as { endsAt: string; now: string };
    expect(Date.parse(endsAt) - Date.parse(now)).toBeLessThanOrEqual((env.SESSION_IDLE_SECONDS - 599) * 1000);
    expect((await getPrisma().session.findUniqueOrThrow({ where: { id: sid } })).endsAt.toISOString()).toBe(endsAt);
    expect((await sessionRoutes.request('http://localhost/session')).status).toBe(401);
  });
});

it('a disabled account, a changed role and a released number count at once', async () => {
  const developer = await createDeveloper();
  const sid = await startSession({ kind: 'developer', owner: { accountId: developer.accountId }, userAgent: '' });
  expect(await findSession(sid, read)).toMatchObject({ actor: { kind: 'developer', accountId: developer.accountId } });
  await getPrisma().account.update({ where: { id: developer.accountId }, data: { role: 'support' } });
  expect(await findSession(sid, read)).toMatchObject({ actor: { kind: 'support' } });
  await getPrisma().account.update({ where: { id: developer.accountId }, data: { disabledAt: new Date() } });
  expect(await findSession(sid, read)).toBeNull();
  const other = await createSubscriber();
  const line = await startSession({ kind: 'subscriber', owner: { subscriberId: other.subscriberId }, userAgent: '' });
  await getPrisma().subscriber.update({ where: { id: other.subscriberId }, data: { releasedAt: new Date() } });
  expect(await findSession(line, read)).toBeNull();
});

describe('T24: the way back after sign-in', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/%0a//x\n', 'inbox', '/x\\y', '', '/sign-in', '/api/auth/signout', `/${'x'.repeat(3000)}`])('%j is not followed', (value) => {
    expect(safeReturnTo(value, 'own')).toBe('own');
  });

  it('keeps own paths with their query, and sends each kind home otherwise', () => {
    expect(safeReturnTo('/inbox/abc?x=1#m')).toBe('/inbox/abc?x=1#m');
    expect(safeReturnTo('/inbox?show=groups&_rsc=1x2y&q=a%20b')).toBe('/inbox?show=groups&q=a+b');
    expect(safeReturnTo('/inbox/abc?_rsc=1x2y&nxtPthreadId=abc#m')).toBe('/inbox/abc#m');
    expect(destinationAfterSignIn('subscriber', '/connected-apps')).toBe('/connected-apps');
    expect(destinationAfterSignIn('developer', '/inbox')).toBe('/developer/apps');
    expect(destinationAfterSignIn('support', '//evil.example')).toBe('/support/tickets');
  });
});
