import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Env, Hono } from 'hono';

/** What Hono hands on of Node; nothing when an app is asked without a server. */
interface NodePair {
  incoming?: IncomingMessage;
  outgoing?: ServerResponse;
}

/**
 * A text, or nothing, on its way to Node's response. Hono passes it on as it would a Response; as one it would go through Headers of its own,
 * a stream and a reader, which costs a fifth of a call. Names of headers are in lower case.
 */
class DirectAnswer {
  readonly status: number;
  readonly body: string | null;
  readonly headers: Map<string, string>;

  constructor(status: number, body: string | null, headers: Map<string, string>) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** An answer whose body is a text or nothing. A HEAD, and whoever asks without a server, gets a Response. */
export function answerDirectly(context: Context, status: 200 | 201 | 202 | 204 | 304, body: string | null, headers: Readonly<Record<string, string>>): Response {
  const { outgoing } = (context.env ?? {}) as NodePair;
  if (!outgoing || outgoing.req.method === 'HEAD') return context.newResponse(body, status, { ...headers });
  return new DirectAnswer(status, body, new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))) as unknown as Response;
}

/** The app as a listener of Node's server. */
export function listenerOf<AppEnv extends Env>(app: Hono<AppEnv>): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const fetch = async (request: Request, pair: NodePair) => {
    const answer: unknown = await app.fetch(request, pair);
    if (!(answer instanceof DirectAnswer) || !pair.outgoing) return answer as Response;
    write(answer, pair.outgoing);
    return RESPONSE_ALREADY_SENT;
  };
  return getRequestListener(fetch as typeof app.fetch, { overrideGlobalObjects: false }) as (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
}

function write({ status, body, headers }: DirectAnswer, outgoing: ServerResponse): void {
  if (body !== null) headers.set('content-length', String(Buffer.byteLength(body)));
  outgoing.writeHead(status, Object.fromEntries(headers));
  // In one piece, header and body are one write to the socket.
  outgoing.end(body ?? undefined);
}
