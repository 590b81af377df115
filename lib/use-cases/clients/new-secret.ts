import { insertSecret } from '#lib/data/clients.ts';
import type { PrismaTransaction } from '#lib/data/prisma.ts';
import { sha256Hex } from '#lib/crypto.ts';
import type { Environment } from '#lib/domain/rate-limit.ts';
import { newId, newToken } from '#lib/ids.ts';

/** The hash under which a client secret is kept and looked up: 256 random bits need no slow one. */
export function clientSecretHash(secret: string): string {
  return sha256Hex(secret);
}

/** Makes a secret for a client and stores what may be stored of it. The answer is the only copy there will ever be. */
export async function giveSecret(tx: PrismaTransaction, options: { clientRowId: string; environment: Environment; now: Date }): Promise<string> {
  const { clientRowId, environment, now } = options;
  const prefix = environment === 'production' ? 'hs_live' : 'hs_test';
  const secret = newToken(prefix);
  await insertSecret(tx, {
    id: newId(),
    clientId: clientRowId,
    secretHash: clientSecretHash(secret),
    start: `${prefix}_`,
    lastFour: secret.slice(-4),
    createdAt: now,
  });
  return secret;
}
