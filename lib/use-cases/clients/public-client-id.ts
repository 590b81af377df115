import { randomBytes } from 'node:crypto';

const letters = 'abcdefghjkmnpqrstvwxyz0123456789';

/** A public `client_id`: no secret, but not guessable from another one. 60 random bits, without letters that are read as figures. */
export function newPublicClientId(): string {
  return `hs_app_${Array.from(randomBytes(12), (byte) => letters[byte % 32]).join('')}`;
}
