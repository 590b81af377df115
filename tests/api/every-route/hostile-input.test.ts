import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiApp } from '#lib/api/app.ts';
import { startSignals } from '#lib/data/signals.ts';
import { shortId } from '#lib/ids.ts';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { expectDocumented } from '#tests/support/documented-answer.ts';
import { type ListeningServer, startHttpServer } from '#tests/support/fixtures/http-server.ts';
import { createNotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { exchange, type RawAnswer } from '#tests/support/hostile/exchange.ts';
import { createRandom } from '#tests/support/hostile/random.ts';
import { hostileRequest } from '#tests/support/hostile/requests.ts';
import { everyTarget, type NamedTarget } from '#tests/support/hostile/targets.ts';

/** HOSTILE_INPUTS=2000 is the whole of it; HOSTILE_SEED another run of it. */
const inputs = Number(process.env['HOSTILE_INPUTS'] ?? 200);
const seed = Number(process.env['HOSTILE_SEED'] ?? 1);
const atOnce = 8;

const names = [...new Set(createApiApp().routes.filter(({ path, method }) => !path.endsWith('*') && method !== 'ALL').map(({ method, path }) => `${method} ${path}`))];
let server: ListeningServer;
let targets: Map<string, NamedTarget>;

beforeAll(async () => {
  await startSignals();
  setReady(true);
  server = await startHttpServer();
  const caller = await createNotificationCaller();
  const messageId = shortId(await receive(caller.subscriber, { parts: [{ name: 'a.gif', contentType: 'image/gif', bytes: gif }] }));
  await buildIndex(caller.subscriber);
  const channelId = await caller.createChannel();
  const { subscriptionId } = await caller.createSubscription(channelId);
  const known = { messageId, partId: '0', channelId, subscriptionId, msisdn: encodeURIComponent(caller.subscriber.msisdn) };
  targets = new Map(everyTarget(caller, server.host, known).map((target) => [target.name, target]));
});
afterAll(() => server.close());

const inside = [
  /\bat [\w.<>$ ]+ \((?:file:|node:|\/)[^)]+:\d+:\d+\)/, /node_modules\//, /Prisma(?:Client)?[A-Z]\w*Error/, /syntax error at or near/i, /invalid byte sequence/i, /duplicate key value/i,
  /violates \w+ constraint/i, /PRIVATE KEY/, /ECONNREFUSED|ETIMEDOUT/, /postgres(?:ql)?:\/\//, /\bSELECT .+ FROM\b/, /\/(?:home|tmp|usr|root|srv)\//,
];

/** What is wrong with an answer; empty for a good one. */
function problemsOf({ status, headers, body }: RawAnswer): string[] {
  const problems = inside.filter((each) => each.test(body)).map((each) => `tells of the inside: ${each.exec(body)?.[0]}`);
  if (!(status >= 200 && status < 500)) problems.push(`status ${status}: ${body.slice(0, 300)}`);
  if (headers.some(([name]) => name === 'x-injected')) problems.push('a header was injected');
  if (/evil\.invalid/.test(headers.find(([name]) => name === 'location')?.[1] ?? '')) problems.push('leads to another host');
  if (status >= 400 && body !== '') problems.push(...problemsOfError(headers, body));
  return problems;
}

/** An error names a field and says in a sentence what to do; the door, which knows no fields, says a sentence. */
function problemsOfError(headers: RawAnswer['headers'], body: string): string[] {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const isSentence = (text: unknown) => typeof text === 'string' && /^[A-Za-z"].{3,}\.$/s.test(text.trim());
  if (/^text\/plain/i.test(type)) return isSentence(body) ? [] : [`no sentence: ${body.slice(0, 100)}`];
  if (!/^application\/json; charset=utf-8$/i.test(type)) return [`an error of type ${type}`];
  const { RequestError, error, error_description: description, endsAt } = JSON.parse(body) as Record<string, unknown>;
  if (endsAt === null) return []; // `/session` of nobody
  if (typeof error === 'string') return isSentence(description) ? [] : [`no sentence: ${body}`];
  if (typeof error === 'object') return isSentence((error as { text?: unknown }).text) ? [] : [`no sentence: ${body}`];
  const [exception] = Object.values(RequestError as Record<string, Record<string, unknown>>);
  if (!isSentence(exception?.['Detail'])) return [`no sentence: ${body}`];
  return typeof exception?.['Variables'] === 'string' && exception['Variables'] !== '' ? [] : [`no field: ${body}`];
}

const hash = (text: string) => [...text].reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);

/** These paths answer a wrong method as RFC 6749 would; the document knows their one method alone. */
const isOAuthRefusal = (path: string, status: number) => path.startsWith('/oauth/') && status === 405;

async function attack(target: NamedTarget, at: number): Promise<string[]> {
  const own = (seed * 1_000_003 + hash(target.name) + at) >>> 0;
  const request = hostileRequest(createRandom(own), target);
  const { kind, pieces } = request;
  const { answer, ending } = await exchange(server.port, request);
  const problems = answer ? problemsOf(answer) : [`no answer (${ending})`];
  const line = /^[A-Z]+ \S+/.exec(pieces[0]?.toString('latin1') ?? '')?.[0] ?? '';
  if (answer && problems.length === 0 && answer.headers.some(([name]) => name === 'x-request-id')) {
    const [method = '', target = ''] = line.split(' ');
    const { pathname, search } = new URL(target, 'http://localhost');
    try {
      // A HEAD has the headers of its answer alone.
      if (method !== 'HEAD' && !isOAuthRefusal(pathname, answer.status)) expectDocumented({ method, path: pathname + search, status: answer.status, headers: new Headers(answer.headers), text: answer.body });
    } catch (error) {
      problems.push(`not as documented: ${(error as Error).message.slice(0, 300)}`);
    }
  }
  return problems.map((problem) => `${kind} input ${own} (${line.slice(0, 200)}): ${problem}`);
}

describe(`T28: ${inputs} odd inputs from seed ${seed}: each is answered, none with a 5xx, none with anything of the inside`, () => {
  it.each(names)('%s', async (name) => {
    const target = targets.get(name);
    if (!target) throw new Error('This route is no target.');
    const problems: string[] = [];
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let at = next++; at < inputs; at = next++) problems.push(...(await attack(target, at)));
      }),
    );
    expect(problems.slice(0, 20)).toEqual([]);
  });
});
