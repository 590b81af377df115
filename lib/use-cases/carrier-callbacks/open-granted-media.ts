import type { Readable } from 'node:stream';
import { openMedia } from '#lib/data/media.ts';
import { readMediaGrant } from '#lib/domain/media-grant.ts';
import { clock } from '#lib/clock.ts';
import { openState } from '#lib/crypto.ts';
import { AppError } from '#lib/errors.ts';
import { requireCarrierCallbacks } from '#lib/use-cases/operations/carrier-callbacks.ts';

/**
 * A file for the provider that carries it, by a token that was signed for it with the submit. Throws `resource-not-found` for whatever is no such
 * token, is past its time, or names what is not kept any more: nobody learns which.
 */
export async function openGrantedMedia(input: { token: string }): Promise<{ contentType: string; sizeBytes: number; open(): Readable }> {
  requireCarrierCallbacks();
  const grant = readMediaGrant(openState(input.token, 'media') ?? '');
  const media = grant && grant.expiresAt > clock.now() ? await openMedia(grant.contentHash) : null;
  if (!grant || !media) throw new AppError('resource-not-found', 'There is nothing at this address.', { field: 'path' });
  return { contentType: grant.contentType, ...media };
}
