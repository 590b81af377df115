import { Hono } from 'hono';
import type { Context } from 'hono';
import { ZodError } from 'zod';
import { networkRequestSchema, phoneListSchema, phoneSendSchema } from '#lib/contracts/simulator.ts';
import { calmConditions } from '#lib/domain/network-conditions.ts';
import { type ErrorCode, isAppError } from '#lib/errors.ts';
import { shortId } from '#lib/ids.ts';
import { listLedgerEntries, listMessagesOfPhone } from '#lib/use-cases/simulator/list-phones.ts';
import { requireSimulator } from '#lib/use-cases/simulator/require-simulator.ts';
import { getConditions, setConditions } from '#lib/use-cases/simulator/set-conditions.ts';
import { parseJson, parseParameters, readBody } from '#lib/api/body.ts';
import { WireError } from '#lib/api/errors.ts';
import { isForeignPost, isReading } from '#lib/api/foreign-post.ts';
import { sendFromPhone } from '#lib/use-cases/simulator/send-from-phone.ts';

const longestBody = 65_536;
const statuses: Partial<Record<ErrorCode, 400 | 404 | 409>> = { 'not-found': 404, 'no-address': 400, 'invalid-input': 400, conflict: 409 };

/** The virtual phones for scripts and tests. With another carrier every path answers 404. */
export const simulatorRoutes = new Hono()
  .use('/simulator/api/*', async (context, next) => {
    context.header('Cache-Control', 'no-store');
    requireSimulator();
    if (isForeignPost(context.req.method, context.req.header())) return refuse(context, 403, 'forbidden', 'This was sent from a page of another site.');
    if (!isReading(context.req.method) && parseParameters(context.req.header('content-type') ?? '').type !== 'application/json') {
      return refuse(context, 415, 'invalid-input', 'Send JSON with Content-Type: application/json.', 'Content-Type');
    }
    return next();
  })
  .get('/simulator/api/phones/:msisdn/messages', async (context) => {
    const { limit } = phoneListSchema.parse(context.req.query());
    const messages = await listMessagesOfPhone({ msisdn: context.req.param('msisdn'), limit });
    return context.json(messages.map(({ direction, from, to, text, parts, at }) => ({ direction, from, to, text, parts, at })));
  })
  .post('/simulator/api/phones/:msisdn/messages', async (context) => {
    const body = await readJson(context);
    if (body === undefined) return refuse(context, 400, 'invalid-input', 'The body must be JSON of at most 64 KB: { "to": ["+14255550101"], "text": "Hello", "group": false }.');
    const parsed = phoneSendSchema.safeParse(body);
    if (!parsed.success) return refuseIssue(context, parsed.error, 'to, text and group');
    const { to, text, group } = parsed.data;
    const { id } = await sendFromPhone({ msisdn: context.req.param('msisdn'), to, text, isGroup: group });
    return context.json({ id }, 201);
  })
  .get('/simulator/api/ledger', async (context) => {
    const entries = await listLedgerEntries(phoneListSchema.parse(context.req.query()));
    return context.json(entries.map(({ messageId, recipient, segment, attempt, at }) => ({ messageId: shortId(messageId), recipient, segment, attempt, at })));
  })
  .get('/simulator/api/network', async (context) => context.json(await getConditions()))
  .put('/simulator/api/network', async (context) => {
    const body = await readJson(context);
    if (body === undefined) return refuse(context, 400, 'invalid-input', 'The body must be JSON of at most 64 KB: { "latencyMs": 300, "throttlePerSecond": 10 }.');
    const parsed = networkRequestSchema.safeParse(body);
    if (!parsed.success) return refuseIssue(context, parsed.error, Object.keys(calmConditions).join(', '));
    await setConditions({ ...calmConditions, ...parsed.data });
    return context.json(await getConditions());
  })
  .onError((error, context) => {
    if (error instanceof ZodError) return refuseIssue(context, error, 'limit');
    if (!isAppError(error)) throw error;
    return refuse(context, statuses[error.code] ?? 400, error.code, error.message, error.field);
  });

function refuse(context: Context, status: 400 | 403 | 404 | 409 | 415, code: ErrorCode, text: string, field?: string): Response {
  return context.json({ error: { code, text, ...(field === undefined ? {} : { field }) } }, status);
}

function refuseIssue(context: Context, { issues: [issue] }: ZodError, known: string): Response {
  const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
  const text = issue?.code === 'unrecognized_keys' ? `Unknown field: ${field}. Known are ${known}.` : `${field || 'The body'} ${issue?.message ?? 'is not valid'}.`;
  return refuse(context, 400, 'invalid-input', text, field || undefined);
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return parseJson(await readBody(context.req.raw, longestBody));
  } catch (error) {
    if (error instanceof WireError || isAppError(error)) return undefined;
    throw error;
  }
}
