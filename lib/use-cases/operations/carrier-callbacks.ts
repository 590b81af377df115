import type { CarrierCallbacks } from '#lib/carriers/carrier.ts';
import { AppError } from '#lib/errors.ts';

let callbacks: CarrierCallbacks | null = null;

/** Set once by the server at boot; null for a carrier that never calls us. */
export function setCarrierCallbacks(chosen: CarrierCallbacks | null): void {
  callbacks = chosen;
}

/** Throws `resource-not-found` where no such carrier is configured: then there is nothing at these addresses. */
export function requireCarrierCallbacks(provider?: string): CarrierCallbacks {
  if (!callbacks || (provider !== undefined && provider !== callbacks.carrier)) throw new AppError('resource-not-found', 'There is nothing at this address.', { field: 'path' });
  return callbacks;
}
