import type { CarrierCall, CarrierCallbacks, InboundMessage, RemoteMedia, SubmitPart } from '#lib/carriers/carrier.ts';
import { putMedia } from '#lib/data/media.ts';
import { AppError } from '#lib/errors.ts';
import { childLogger } from '#lib/logger.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { requireCarrierCallbacks } from '#lib/use-cases/operations/carrier-callbacks.ts';

const log = childLogger({ component: 'carrier-calls' });

/**
 * Stores what a carrier tells by calling us, before it is answered (F10, F11). The same call twice, or at the same time, is one fact. Throws
 * `resource-not-found` for another carrier, `forbidden` for a signature that is not its own, and `unavailable` for what should be told again.
 */
export async function takeCarrierCall(input: { provider: string; call: CarrierCall }): Promise<void> {
  const callbacks = requireCarrierCallbacks(input.provider);
  const fact = callbacks.read(input.call);
  if (!fact) throw new AppError('forbidden', 'The signature is not the carrier’s.', { field: 'signature' });
  switch (fact.kind) {
    case 'receipt':
      return recordDeliveryReceipt(callbacks.carrier, fact.receipt);
    case 'inbound': {
      const parts = await keepMedia(callbacks, fact.media, fact.isLastCall);
      const message: InboundMessage = { ...fact.message, parts };
      await receiveMessage(message);
      return;
    }
    case 'nothing':
      log.debug({ kind: input.call.kind }, 'a call of the carrier tells nothing that is kept');
  }
}

/** The bytes of all files, in their order. What can never be had is named in its place, so that nobody takes the message for whole. */
async function keepMedia(callbacks: CarrierCallbacks, media: readonly RemoteMedia[], isLastCall: boolean): Promise<SubmitPart[]> {
  const fetched = await Promise.all(media.map((each) => callbacks.fetchMedia(each)));
  if (!isLastCall && fetched.some((each) => 'missing' in each && each.missing === 'later')) {
    throw new AppError('unavailable', 'A file of the message could not be fetched yet. Tell it again.', { retryAfterSeconds: 5 });
  }
  return Promise.all(
    fetched.map(async (each, at) => {
      const contentType = typeOf(media[at]?.contentType ?? '');
      if ('bytes' in each) return part(`attachment-${at}.${contentType.split('/')[1]}`, contentType, each.bytes);
      log.warn({ kind: 'inbound' }, 'a file of a message could not be had from the carrier');
      return part(`attachment-${at}.txt`, 'text/plain', Buffer.from(`The carrier did not hand over a file of this message (${contentType}).`));
    }),
  );
}

async function part(name: string, contentType: string, bytes: Buffer): Promise<SubmitPart> {
  return { name, contentType, sizeBytes: bytes.length, contentHash: await putMedia(bytes) };
}

const typeOf = (declared: string): string => /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,60}$/.exec(declared.split(';')[0]?.trim().toLowerCase() ?? '')?.[0] ?? 'application/octet-stream';
