import { Agent as HttpAgent, request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

export interface HttpCall {
  method: 'GET' | 'POST';
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Bytes of the answer's body; the client's own bound without it. */
  mostAnswerBytes?: number;
}

/**
 * What came of a call. `not-sent`: certain that nothing of it left, such as without a connection. `no-answer`: it may have arrived, and no whole
 * answer came back. The reason is a word for logs and operators, never a part of the call.
 */
export type HttpOutcome =
  | { kind: 'answered'; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { kind: 'not-sent' | 'no-answer'; reason: HttpFailure };

export type HttpFailure = 'timeout' | 'no-such-host' | 'no-connection' | 'bad-certificate' | 'connection-lost' | 'bad-answer' | 'answer-too-long';

export interface HttpClient {
  call(call: HttpCall): Promise<HttpOutcome>;
  close(): void;
}

/** An idle connection is given up before its other end does so in the middle of our next request. */
const idleMs = 4_000;

/**
 * Calls out over kept connections. Each call has a time of its own, the waiting for a connection included; redirects are answers like any other;
 * the body is bounded. Never throws: a failure is an outcome.
 */
export function createHttpClient(rules: { timeoutMs: number; mostAnswerBytes: number; mostConnections: number }): HttpClient {
  const keeping = { keepAlive: true, maxSockets: rules.mostConnections, timeout: idleMs, scheduling: 'lifo' } as const;
  const agents = { 'http:': new HttpAgent(keeping), 'https:': new HttpsAgent(keeping) };
  return {
    call: (call) => callOnce(call, call.url.protocol === 'https:' ? agents['https:'] : agents['http:'], rules),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

class Failure extends Error {
  readonly reason: HttpFailure;

  constructor(reason: HttpFailure) {
    super(reason);
    this.reason = reason;
  }
}

function callOnce(call: HttpCall, agent: HttpAgent, bounds: { timeoutMs: number; mostAnswerBytes: number }): Promise<HttpOutcome> {
  const { method, url, headers, body } = call;
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const options = { agent, method, headers: { Accept: '*/*', 'User-Agent': 'Handset/1', ...headers, ...length }, maxHeaderSize: 16_384 };
  return new Promise((resolve) => {
    const isTls = url.protocol === 'https:';
    const request = isTls ? requestHttps(url, options) : requestHttp(url, options);
    let mayHaveLeft = false;
    let isAnswered = false;
    const settle = (outcome: HttpOutcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (error: unknown) => settle({ kind: mayHaveLeft ? 'no-answer' : 'not-sent', reason: reasonOf(error, mayHaveLeft) });
    const timer = setTimeout(() => request.destroy(new Failure('timeout')), bounds.timeoutMs);
    request.on('socket', (socket) => {
      // Before the handshake is over nothing can have been read by the other side.
      if (socket.connecting) socket.once(isTls ? 'secureConnect' : 'connect', () => (mayHaveLeft = true));
      else mayHaveLeft = true;
    });
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      fail(new Failure('bad-answer'));
    });
    request.on('response', (response) => {
      isAnswered = true;
      readWhole(response, call.mostAnswerBytes ?? bounds.mostAnswerBytes).then(
        (whole) => settle({ kind: 'answered', status: response.statusCode ?? 0, headers: response.headers, body: whole }),
        (error: unknown) => {
          request.destroy();
          fail(error);
        },
      );
    });
    request.on('error', fail);
    // Whatever else ends it without a word: nobody waits for ever.
    request.on('close', () => {
      if (!isAnswered) fail(new Failure('connection-lost'));
    });
    request.end(body);
  });
}

async function readWhole(response: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let seen = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen > most) throw new Failure('answer-too-long');
    chunks.push(chunk);
  }
  if (!response.complete) throw new Failure('connection-lost');
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown, mayHaveLeft: boolean): HttpFailure {
  if (error instanceof Failure) return error.reason;
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'no-such-host';
  if (/^(HPE_|ERR_HTTP|ERR_INVALID)/.test(code)) return 'bad-answer';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) return 'bad-certificate';
  return mayHaveLeft ? 'connection-lost' : 'no-connection';
}

/** Milliseconds that a Retry-After asks to wait (RFC 9110, 10.2.3): seconds or a date; null without one that can be read. Bounded. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : / GMT$/.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 250), 3_600_000) : null;
}

/** A body as JSON; null for none, or for what is no JSON. */
export function readJson(body: Buffer | null): unknown {
  try {
    return body && JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
