import { Hono, type Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import { findActorOfCookie } from '#lib/auth/session-cookie.ts';
import { env } from '#lib/env.ts';
import { findOwnModSeq, type LiveNews, watchSignals, watchSimulator } from '#lib/use-cases/operations/watch-signals.ts';

const mostPerUser = 5;
const mostPerProcess = 2_000;
const heartbeatMs = 15_000;
/** Every fourth heartbeat asks whether the session still stands. */
const beatsPerCheck = 4;

const open = new Map<string, number>();
let openInAll = 0;

/** Takes a place among the open streams; null when the user or the process has too many (T28). */
function takePlace(user: string): (() => void) | null {
  const own = open.get(user) ?? 0;
  if (own >= mostPerUser || openInAll >= mostPerProcess) return null;
  open.set(user, own + 1);
  openInAll += 1;
  let isFree = false;
  return () => {
    if (isFree) return;
    isFree = true;
    openInAll -= 1;
    const left = (open.get(user) ?? 1) - 1;
    if (left > 0) open.set(user, left);
    else open.delete(user);
  };
}

interface LiveStream {
  send: (event: string, data: string, id?: number) => void;
  end: () => void;
}

/** One stream with heartbeats; `begin` starts the watching and returns how to stop it. Resolves when the browser or we are done. */
function liveStream(context: Context, place: () => void, begin: (live: LiveStream) => () => void, check?: () => Promise<boolean>): Response {
  context.header('Cache-Control', 'no-store');
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    const done = Promise.withResolvers<null>();
    const live: LiveStream = {
      send: (event, data, id) => void write(stream, { event, data, ...(id === undefined ? {} : { id: String(id) }), retry: retryMs() }).catch(() => done.resolve(null)),
      end: () => done.resolve(null),
    };
    let beats = 0;
    const heartbeat = setInterval(() => {
      stream.write(': still here\n\n').catch(() => done.resolve(null));
      beats += 1;
      if (check && beats % beatsPerCheck === 0) {
        check().then(
          (stands) => {
            if (stands) return;
            live.send('ended', '');
            done.resolve(null);
          },
          () => undefined,
        );
      }
    }, heartbeatMs);
    stream.onAbort(() => done.resolve(null));
    const stop = begin(live);
    try {
      await done.promise;
    } finally {
      clearInterval(heartbeat);
      stop();
      place();
    }
  });
}

const write = (stream: SSEStreamingApi, message: { event: string; data: string; id?: string; retry: number }) => stream.writeSSE(message);

/** Spread, so that a restart is not followed by everybody at the same instant. */
const retryMs = () => 1_000 + Math.floor(Math.random() * 3_000);

function refuseBusy(context: Context): Response {
  context.header('Retry-After', '30');
  return context.text('Too many pages listen already. Close some of them.', 429);
}

/** Tells a page that something of its own changed. Ids and counters only, never a text or a number. */
export const eventsRoutes = new Hono()
  .get('/events', async (context) => {
    const cookie = context.req.header('cookie');
    const actor = await findActorOfCookie(cookie);
    // 204 tells an EventSource to stop trying (HTML, 9.2.3): without a session there is nothing to hear.
    if (!actor) return context.body(null, 204);
    const place = takePlace(actor.kind === 'subscriber' ? actor.subscriberId : actor.accountId);
    if (!place) return refuseBusy(context);
    const seen = Number(context.req.header('last-event-id') ?? context.req.query('since') ?? Number.NaN);
    return liveStream(
      context,
      place,
      (live) => {
        const tell = (news: LiveNews) => {
          if (news.kind === 'mailbox') live.send('mailbox', String(news.modSeq), news.modSeq);
          else live.send(news.kind, '');
          if (news.kind === 'ended') live.end();
        };
        const stop = watchSignals({ actor, tell });
        // Watching began before the look: a change between the two is told twice rather than not at all.
        findOwnModSeq(actor).then(
          (modSeq) => {
            if (modSeq !== null && seen < modSeq) live.send('mailbox', String(modSeq), modSeq);
            else live.send('hello', '', modSeq ?? undefined);
          },
          () => live.send('again', ''),
        );
        return stop;
      },
      async () => (await findActorOfCookie(cookie))?.sessionId === actor.sessionId,
    );
  })
  .get('/simulator/api/events', (context) => {
    if (env.CARRIER !== 'simulator') return context.notFound();
    // Everybody who looks at the simulator shares its places: it is for demonstrations.
    const place = takePlace(`simulator ${Math.floor(Math.random() * 20)}`);
    if (!place) return refuseBusy(context);
    return liveStream(context, place, (live) => {
      const stop = watchSimulator({ tell: (msisdn) => live.send('simulator', msisdn === '' ? '' : 'changed') });
      live.send('hello', '');
      return stop;
    });
  });
