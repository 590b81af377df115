import { lookup } from 'node:dns/promises';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { checkCallbackUrl, hostOf, isLoopbackAddress, isPublicAddress } from '#lib/use-cases/notifications/callback-url.ts';

export interface WebhookPost {
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** What came back: a status, or why there is none. Nothing of the answer's body is kept. */
export interface WebhookAnswer {
  outcome: 'answered' | 'refused-address' | 'no-such-host' | 'no-connection' | 'bad-certificate' | 'timeout' | 'bad-answer';
  status: number | null;
  retryAfterSeconds: number | null;
  latencyMs: number;
}

export type PostWebhook = (post: WebhookPost) => Promise<WebhookAnswer>;

export interface PostRules {
  /** Whether http to this machine is allowed. */
  loopback: boolean;
  timeoutMs?: number;
  mostAnswerBytes?: number;
  /** All addresses of a name. */
  resolve?: (host: string) => Promise<readonly string[]>;
}

const resolveByDns = async (host: string) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

class Refusal extends Error {
  readonly outcome: WebhookAnswer['outcome'];

  constructor(outcome: WebhookAnswer['outcome']) {
    super(outcome);
    this.outcome = outcome;
  }
}

/**
 * Posts JSON to a callback address and to nowhere else. The name is looked up once, every address it has must be public, and the connection
 * goes to the address that was checked, so a name that answers differently a moment later gains nothing (DNS rebinding). Redirects are not
 * followed, time and size of the answer are bounded. Never throws: a failure is an answer.
 */
export function createWebhookPoster(rules: PostRules): PostWebhook {
  const { timeoutMs = 15_000, resolve = resolveByDns } = rules;
  return async (post) => {
    const startedAt = performance.now();
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = (outcome: WebhookAnswer['outcome'], status: number | null = null, retryAfterSeconds: number | null = null): WebhookAnswer => ({
      outcome,
      status,
      retryAfterSeconds,
      latencyMs: Math.round(performance.now() - startedAt),
    });
    try {
      const checked = checkCallbackUrl(post.url, rules);
      if (!checked.ok) return answer('refused-address');
      const address = await orAborted(signal, chooseAddress(checked.url, rules.loopback, resolve));
      const response = await send(checked.url, address, post, signal, rules.mostAnswerBytes ?? 16_384);
      return answer('answered', response.status, response.retryAfterSeconds);
    } catch (error) {
      return answer(reasonOf(error, signal));
    }
  };
}

async function chooseAddress(url: URL, loopback: boolean, resolve: NonNullable<PostRules['resolve']>): Promise<string> {
  const host = hostOf(url);
  const addresses = isIP(host) ? [host] : await resolve(host).catch(() => {
    throw new Refusal('no-such-host');
  });
  const [first] = addresses;
  if (first === undefined) throw new Refusal('no-such-host');
  const allowed = (address: string) => (loopback && url.protocol === 'http:' ? isLoopbackAddress(address) : isPublicAddress(address));
  // One private address among public ones is how a name is made to point inside; such a name is refused whole.
  if (!addresses.every(allowed)) throw new Refusal('refused-address');
  return first;
}

function send(url: URL, address: string, post: WebhookPost, signal: AbortSignal, mostBytes: number): Promise<{ status: number; retryAfterSeconds: number | null }> {
  return new Promise((resolve, reject) => {
    const isTls = url.protocol === 'https:';
    const host = hostOf(url);
    const options = {
      host: address,
      port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { ...post.headers, Host: url.host, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(post.body), 'User-Agent': 'Handset-Webhooks/1', Connection: 'close' },
      agent: false,
      maxHeaderSize: 16_384,
      signal,
    } as const;
    // The certificate is checked against the name, though the connection goes to the number.
    const request: ClientRequest = isTls ? requestHttps({ ...options, ...(isIP(host) ? {} : { servername: host }) }) : requestHttp(options);
    let result: { status: number; retryAfterSeconds: number | null } | null = null;
    request.on('response', (response: IncomingMessage) => {
      const known = { status: response.statusCode ?? 0, retryAfterSeconds: retryAfterOf(response.headers['retry-after']) };
      result = known;
      let seen = 0;
      const done = () => {
        resolve(known);
        request.destroy();
      };
      // The status is the whole answer; the rest is read as far as politeness goes and thrown away.
      response.on('data', (chunk: Buffer) => {
        seen += chunk.length;
        if (seen > mostBytes) done();
      });
      response.on('end', done).on('error', done).on('close', done);
    });
    // Another protocol is no answer to a POST; Node hands its connection over and says nothing more of the request.
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new Refusal('bad-answer'));
    });
    // Whatever else ends the connection without a word: nobody waits for ever.
    request.on('close', () => (result ? resolve(result) : reject(new Refusal('no-connection'))));
    // Time that runs out in the middle of the answer's body changes nothing about its status.
    request.on('error', (error) => (result ? resolve(result) : reject(error)));
    request.end(post.body);
  });
}

function retryAfterOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) : null;
}

function orAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Refusal('timeout')), { once: true });
    work.then(resolve, reject);
  });
}

function reasonOf(error: unknown, signal: AbortSignal): WebhookAnswer['outcome'] {
  if (error instanceof Refusal) return error.outcome;
  if (signal.aborted) return 'timeout';
  const code = String((error as { code?: unknown }).code ?? '');
  if (/^(HPE_|ERR_HTTP|ERR_INVALID)/.test(code)) return 'bad-answer';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code) ? 'bad-certificate' : 'no-connection';
}
