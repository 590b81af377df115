import type { Random } from '#tests/support/hostile/random.ts';
import { hostileBody } from '#tests/support/hostile/bodies.ts';
import { hostileHeaders, hostileMethods, hostileSegments, hostileTexts } from '#tests/support/hostile/values.ts';

/** One endpoint as an ordinary client would call it. */
export interface Target {
  method: string;
  path: string;
  /** Names of the parameters it knows. */
  parameters: readonly string[];
  headers: readonly (readonly [string, string])[];
  /** A good body; undefined for none. */
  sample: unknown;
}

export interface HostileRequest {
  kind: string;
  pieces: Buffer[];
  /** Whether it ends before it is whole. */
  isCut: boolean;
}

type Bytes = Omit<HostileRequest, 'kind'>;

const complete = (bytes: Buffer): Bytes => ({ pieces: [bytes], isCut: false });

/** Over what any route reads. */
const overEveryCap = 2_000_000;

interface Draft {
  method: string;
  target: string;
  headers: (readonly [string, string])[];
  body: Buffer;
}

const headOf = ({ method, target, headers }: Draft): string => `${method} ${target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;

const whole = (draft: Draft, length = draft.body.length): Buffer =>
  Buffer.concat([Buffer.from(headOf({ ...draft, headers: draft.body.length > 0 || length > 0 ? [...draft.headers, ['Content-Length', String(length)]] : draft.headers }), 'latin1'), draft.body]);

/** In chunks of odd sizes, with what a chunk may carry beside its bytes. */
function chunked(random: Random, draft: Draft): Bytes {
  const pieces: Buffer[] = [Buffer.from(headOf({ ...draft, headers: [...draft.headers, ['Transfer-Encoding', 'chunked']] }), 'latin1')];
  const size = random.pick([1, 2, 3, 7, 13, 1021, 65_537]);
  const extension = random.pick(['', '', ';x=1', `;${'e'.repeat(300)}`]);
  const few = draft.body.subarray(0, size < 10 ? 5_000 : draft.body.length);
  const chunks: Buffer[] = [];
  for (let at = 0; at < few.length; at += size) {
    const bytes = few.subarray(at, at + size);
    chunks.push(Buffer.from(`${bytes.length.toString(16)}${extension}\r\n`), bytes, Buffer.from('\r\n'));
  }
  const end = random.pick(['0\r\n\r\n', '0\r\n\r\n', '0\r\nX-Trailer: 1\r\n\r\n', '', '0\r\n', 'FFFFFFFFFFFFFFFFF\r\nx\r\n', '-1\r\n\r\n', 'zz\r\n']);
  return { pieces: [...pieces, Buffer.concat(chunks), Buffer.from(end)], isCut: end === '' || end === '0\r\n' };
}

/** A byte or a few at a time. */
function dripped(random: Random, bytes: Buffer): Bytes {
  const pieces: Buffer[] = [];
  const head = Math.max(0, bytes.length - 60);
  if (head > 0) pieces.push(bytes.subarray(0, head));
  for (let at = head; at < bytes.length; ) {
    const size = 1 + random.below(4);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return { pieces, isCut: false };
}

/** What is no HTTP/1.1, or two requests in one. */
function smuggled(random: Random, { method, path, headers }: Target): Buffer {
  const start = `${method} ${path}`;
  const host = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(
    random.pick([
      `${start} HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${start} HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n`,
      `${start} HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`,
      `${start} HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
      `${start} HTTP/9.9\r\n${host}\r\n`,
      `${start}\r\n\r\n`,
      'X'.repeat(100_000),
      `${start}?${'q'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`,
      `${start} HTTP/1.1\nhost: localhost\n\n`,
      `${method} http://evil.invalid${path} HTTP/1.1\r\n${host}\r\n`,
      `${start} HTTP/1.1\r\n${host}x: a\r\n b\r\nx-\u0001: c\r\n\r\n`,
      `${start} HTTP/1.1\r\n${host}${'x-h: 1\r\n'.repeat(3000)}\r\n`,
      `${start} HTTP/1.1\r\nconnection: close\r\n\r\n`,
      `${start} HTTP/1.1\r\n${host}${host}\r\n`,
      String.fromCharCode(...Array.from({ length: 300 }, () => random.below(256))),
    ]),
    'latin1',
  );
}

/** The next odd input to an endpoint. */
export function hostileRequest(random: Random, target: Target): HostileRequest {
  const good: Draft = { method: target.method, target: target.path, headers: [...target.headers], body: target.sample === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(target.sample)) };
  if (target.sample !== undefined) good.headers.push(['Content-Type', 'application/json']);
  const body = (): Bytes => {
    const { type, bytes, encoding } = hostileBody(random, target.sample ?? { a: { b: 'c' } }, overEveryCap);
    const draft: Draft = { ...good, headers: [...target.headers, ['Content-Type', type], ...(encoding === undefined ? [] : [['Content-Encoding', encoding] as const])], body: bytes };
    const early = 1 + random.below(5_000);
    return random.pick<() => Bytes>([
      () => complete(whole(draft)),
      () => complete(whole(draft)),
      () => chunked(random, draft),
      () => dripped(random, whole(draft)),
      () => ({ pieces: [whole(draft, draft.body.length + early)], isCut: true }),
    ])();
  };
  const headers = (count: number) => Array.from({ length: count }, () => random.pick(hostileHeaders));
  const query = () => complete(whole({ ...good, target: `${target.path.split('?')[0]}?${hostileQuery(random, target.parameters)}` }));
  const kinds: Readonly<Record<string, () => Bytes>> = {
    path: () => complete(whole({ ...good, target: hostilePath(random, target.path) })),
    query,
    search: query,
    header: () => complete(whole({ ...good, headers: [...good.headers, ...headers(1 + random.below(3))] })),
    method: () => complete(whole({ ...good, method: random.pick(hostileMethods) })),
    upgrade: () => complete(whole({ ...good, headers: [...good.headers, ['Connection', 'Upgrade'], ['Upgrade', random.pick(['h2c', 'websocket', 'TLS/1.0'])], ['HTTP2-Settings', 'AAMAAABkAAQAAP__']] })),
    framing: () => ({ pieces: [smuggled(random, target)], isCut: true }),
    body,
  };
  const names = Object.keys(kinds);
  const kind = target.sample !== undefined && random.chance(0.5) ? 'body' : random.pick(names);
  return { kind, ...(kinds[kind] ?? body)() };
}

function hostilePath(random: Random, path: string): string {
  const [bare = '', query] = path.split('?');
  const steps = bare.split('/');
  const at = 1 + random.below(steps.length - 1);
  const odd = random.pick(hostileSegments);
  random.pick([() => void steps.splice(at, 0, odd), () => void steps.push(odd), () => void (steps[at] = odd), () => void (steps[steps.length - 1] += random.pick(['/', '//', '.json', '%20', '%00', '/.', '/..;/', '?', '#x']))])();
  return steps.join('/') + (query === undefined ? '' : `?${query}`);
}

function hostileQuery(random: Random, parameters: readonly string[]): string {
  const name = () => random.pick([...parameters, ...parameters, 'limit', '__proto__[x]', 'a[b]', '_rsc', 'access_token', '']);
  const value = () => random.pick([...hostileTexts.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 8_000)), '%zz', '%ff', 'A'.repeat(6000), '%0d%0aX-Injected:%201', '']);
  return random.pick([() => Array.from({ length: 1 + random.below(3) }, () => `${name()}=${value()}`).join('&'), () => 'a=1&'.repeat(1500), () => '??&&=='])();
}
