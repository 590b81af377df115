import { gzipSync } from 'node:zlib';
import type { Random } from '#tests/support/hostile/random.ts';
import { hostileJson, hostileTexts } from '#tests/support/hostile/values.ts';

export interface HostileBody {
  type: string;
  bytes: Buffer;
  encoding?: string;
}

type Path = (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [...(path.length > 0 ? [path] : []), ...keys.flatMap((key) => pathsIn((value as Record<string | number, unknown>)[key], [...path, key]))];
}

const hole = '"hole-in-the-json"';

/** The sample as text with one of its values replaced by text that need not be JSON. */
function withHole(sample: unknown, path: Path, text: string): string {
  const copy: unknown = structuredClone(sample);
  let place = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as typeof place;
  const last = path.at(-1);
  if (last === undefined) return text;
  place[last] = JSON.parse(hole);
  return JSON.stringify(copy).replace(hole, () => text);
}

const deep = (times: number, open: string, close: string) => open.repeat(times) + close.repeat(times);

function hostileJsonText(random: Random, sample: unknown, cap: number): Buffer | string {
  const good = JSON.stringify(sample);
  const path = random.pick(pathsIn(sample));
  const kinds: readonly (() => Buffer | string)[] = [
    () => withHole(sample, path, random.pick(hostileJson)),
    () => withHole(sample, path, random.pick(hostileJson)),
    () => withHole(sample, path, JSON.stringify(random.pick(hostileTexts))),
    () => withHole(sample, path, JSON.stringify(random.pick(hostileTexts))),
    () => good.slice(0, random.below(good.length)),
    () => flipped(random, Buffer.from(good)),
    () => random.pick(hostileJson),
    () => random.pick([deep(20_000, '[', ']'), `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, '['.repeat(200_000)]),
    () => good.replace('{', '{"__proto__":{"isAdmin":true,"status":999},"constructor":{"prototype":{"x":1}},'),
    () => good.replace(/^\{("[^"]*"):/, (start, name: string) => `{${name}:null,${start.slice(1)}`),
    () => `{${Array.from({ length: 5000 }, (_, at) => `"k${at}":1`).join(',')}}`,
    () => Buffer.concat([Buffer.from(`${good.slice(0, -1)},"z":"`), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]), Buffer.from('"}')]),
    () => Buffer.from(good, 'utf16le'),
    () => `\ufeff${good}`,
    () => (random.chance(0.1) ? withHole(sample, path, JSON.stringify('H'.repeat(cap))) : ''),
  ];
  return random.pick(kinds)();
}

function flipped(random: Random, bytes: Buffer): Buffer {
  for (let times = 0; times <= random.below(5) && bytes.length > 0; times += 1) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

/** A multipart body with something wrong with it, torn anywhere. */
function hostileMultipart(random: Random, sample: unknown): HostileBody {
  const boundary = random.pick(['b', 'foo', '----=_Part.0', '-', 'x'.repeat(70), 'a b', "'()+_,-./:=?"]);
  const json = hostileJsonText(random, sample, 1_000).toString('latin1');
  const root = ['Content-Type: application/json\r\nContent-ID: <startpart>\r\n\r\n', random.chance(0.5) ? JSON.stringify(sample) : json].join('');
  const file = (headers: string, body: string) => `Content-Disposition: attachment; filename="${random.pick(hostileTexts).slice(0, 300)}"\r\n${headers}\r\n\r\n${body}`;
  const parts = random.pick<() => string[]>([
    () => [root, file('Content-Type: image/gif', 'GIF89a')],
    () => [root, file('Content-Transfer-Encoding: base64\r\nContent-Type: image/png', random.pick(['aGVsb', '====', 'a', 'aGVsbG8=\r\n=', '\u0000', 'aGVs bG8=', 'aGVsbG8']))],
    () => [root, file(`Content-Transfer-Encoding: ${random.pick(['quoted-printable', '8bit', 'x'.repeat(500), 'BASE64 ', '\u0000'])}`, 'x')],
    () => [root, `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--${boundary}\r\n\r\nx\r\n--${boundary}--`],
    () => [root, `${'X-Long: '.padEnd(9000, 'h')}\r\n\r\nx`],
    () => [root, `${'X-Many: 1\r\n'.repeat(2000)}\r\nx`],
    () => [root, ...Array.from({ length: 3000 }, () => '\r\n')],
    () => [root, `--${boundary}\r\n\r\n--${boundary}`, `x\r\n--${boundary}x`],
    () => [file('Content-Type: image/gif', 'GIF89a')],
    () => [root, root],
    () => [],
    () => ['', '', ''],
    () => [root, `Content-Type: text/plain; charset="${'\\'.repeat(3000)}\r\n\r\nx`],
  ])();
  const whole = Buffer.from(`${random.pick(['', '', 'preamble', '\r\n', 'p'.repeat(20_000)])}${parts.map((part) => `--${boundary}${random.pick(['', '', ' ', '\t'.repeat(60)])}\r\n${part}\r\n`).join('')}--${boundary}--${random.pick(['', '\r\n', '--', 'epilogue'])}`, 'latin1');
  const torn = random.chance(0.5) ? tornAtBoundary(random, whole, boundary) : random.chance(0.2) ? flipped(random, whole) : whole;
  const subtype = random.pick(['related', 'form-data', 'mixed', 'related', 'byteranges']);
  return { type: random.pick([`multipart/${subtype}; boundary="${boundary}"`, `multipart/${subtype}; start="<startpart>"; boundary=${boundary}`, `multipart/${subtype}; boundary="${boundary}`, `multipart/${subtype}; boundary=${boundary}; boundary=other`]), bytes: torn };
}

/** Cut in, before or behind one of its boundaries. */
function tornAtBoundary(random: Random, bytes: Buffer, boundary: string): Buffer {
  const places: number[] = [];
  for (let at = bytes.indexOf(`--${boundary}`); at >= 0 && places.length < 50; at = bytes.indexOf(`--${boundary}`, at + 1)) places.push(at);
  return bytes.subarray(0, Math.max(0, (places.length > 0 ? random.pick(places) : 0) - 3 + random.below(boundary.length + 10)));
}

function hostileForm(random: Random, names: readonly string[]): string {
  const name = () => random.pick([...names, ...names, '__proto__', 'a[b][c]', '%', '', '\u0000']);
  const value = () => random.pick([...hostileTexts.map(formEncoded), '%zz', '%', '%ff%fe', '+', '%00', 'true']);
  return Array.from({ length: random.pick([0, 1, 2, 5, 200]) }, () => `${name()}=${value()}`).join(random.pick(['&', '&', '&&', ';']));
}

/** Lone surrogates have no percent-encoding; they go as the bytes they would be. */
const formEncoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** A body for a route that takes the sample. `cap` is where it must stop reading. */
export function hostileBody(random: Random, sample: unknown, cap: number): HostileBody {
  const names = Object.keys((Object.values(sample as object)[0] ?? {}) as object);
  const json = () => Buffer.from(hostileJsonText(random, sample, cap));
  return random.pick<() => HostileBody>([
    () => ({ type: 'application/json', bytes: json() }),
    () => ({ type: 'application/json', bytes: json() }),
    () => ({ type: 'application/json', bytes: json() }),
    () => ({ type: random.pick(['', 'application/json;charset=iso-8859-1', 'APPLICATION/JSON', 'application/json;', 'text/plain', 'application/xml']), bytes: json() }),
    () => ({ type: 'application/x-www-form-urlencoded', bytes: Buffer.from(hostileForm(random, [...names, 'addresses', 'client_id', 'token', 'grant_type', 'scope', 'code']), 'latin1') }),
    () => hostileMultipart(random, sample),
    () => hostileMultipart(random, sample),
    () => ({ type: 'application/json', bytes: gzipSync(Buffer.alloc(1 << 20, 97)), encoding: random.pick(['gzip', 'br', 'deflate', 'identity']) }),
  ])();
}
