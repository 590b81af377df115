import { clock } from '#lib/clock.ts';
import { listSecrets as listSecretRows, type SecretView } from '#lib/data/clients.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

const soonMs = 14 * 86_400_000;

export type SecretState = 'active' | 'unused' | 'expires-soon' | 'rotating-out' | 'expired' | 'revoked';
export type ListedSecret = SecretView & { state: SecretState };

/** All secrets of a client, newest first, each with its state; never the secret. Throws `not-found`. */
export async function listSecrets(options: { actor: DeveloperActor; clientId: string }): Promise<ListedSecret[]> {
  const client = await getClient(options);
  const now = clock.now();
  const rows = await listSecretRows(client.id);
  const newest = rows.find((row) => row.revokedAt === null && (row.expiresAt === null || row.expiresAt > now));
  return rows.map((row) => ({ ...row, state: stateOf(row, now, row.id === newest?.id) }));
}

function stateOf(secret: SecretView, now: Date, isNewest: boolean): SecretState {
  if (secret.revokedAt !== null) return 'revoked';
  if (secret.expiresAt !== null && secret.expiresAt <= now) return 'expired';
  if (secret.expiresAt !== null && !isNewest) return 'rotating-out';
  if (secret.expiresAt !== null && secret.expiresAt.getTime() - now.getTime() < soonMs) return 'expires-soon';
  return secret.lastUsedAt === null ? 'unused' : 'active';
}
