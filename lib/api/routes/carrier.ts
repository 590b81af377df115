import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { openGrantedMedia } from '#lib/use-cases/carrier-callbacks/open-granted-media.ts';
import { takeCarrierCall } from '#lib/use-cases/carrier-callbacks/take-carrier-call.ts';
import { requireCarrierCallbacks } from '#lib/use-cases/operations/carrier-callbacks.ts';
import { parseForm, readBody } from '#lib/api/body.ts';
import type { Variables } from '#lib/api/route.ts';

type CarrierContext = Context<{ Variables: Variables }>;

/** A text of 1,600 characters and all that is told beside it. */
const longestForm = 65_536;

/**
 * For a carrier that tells its facts by calling us, and fetches pictures here. The signature opens the one, a signed token the other. With another
 * carrier every path answers 404.
 */
export const carrierRoutes = new Hono<{ Variables: Variables }>()
  .post('/carrier/:provider/status', async (context) => {
    await take(context, 'status');
    return context.body(null, 204);
  })
  .post('/carrier/:provider/inbound', async (context) => {
    await take(context, 'inbound');
    // Instructions what to answer to the sender: none.
    return context.body('<?xml version="1.0" encoding="UTF-8"?><Response/>', 200, { 'Content-Type': 'text/xml; charset=UTF-8' });
  })
  .get('/carrier/media/:token', async (context) => {
    context.set('route', 'carrierMedia');
    const { contentType, sizeBytes, open } = await openGrantedMedia({ token: context.req.param('token') });
    const headers = { 'Content-Type': contentType, 'Content-Length': String(sizeBytes), 'Content-Security-Policy': "default-src 'none'; sandbox" };
    return context.newResponse(context.req.method === 'HEAD' ? null : (Readable.toWeb(open()) as ReadableStream<Uint8Array>), 200, headers);
  });

async function take(context: CarrierContext, kind: 'status' | 'inbound'): Promise<void> {
  context.set('route', kind === 'status' ? 'carrierStatus' : 'carrierInbound');
  const provider = context.req.param('provider') ?? '';
  // Before anything is read.
  const { signatureHeader } = requireCarrierCallbacks(provider);
  const body = await readBody(context.req.raw, longestForm);
  const query = /\?.*$/s.exec(context.req.raw.url)?.[0] ?? '';
  await takeCarrierCall({ provider, call: { kind, query, signature: context.req.header(signatureHeader) ?? '', fields: parseForm(body) } });
}
