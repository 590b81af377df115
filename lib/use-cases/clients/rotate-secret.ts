import { clock } from '#lib/clock.ts';
import { rotateSecretInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { lockClient, retireSecrets } from '#lib/data/clients.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';
import { giveSecret } from '#lib/use-cases/clients/new-secret.ts';
import type { RegisteredClient } from '#lib/use-cases/clients/register-app.ts';

/**
 * Makes a new secret at once and lets the present one work on for the overlap (none, 1 hour, 24 hours, 7 days). At most two live at any
 * time: one that was already being rotated out ends now. Throws `not-found` or `invalid-input`.
 */
export async function rotateSecret(options: { actor: DeveloperActor; input: unknown }): Promise<RegisteredClient> {
  const { actor } = options;
  const input = parseInput(rotateSecretInput, options.input);
  const client = await getClient({ actor, clientId: input.clientId });
  return inTransaction(async (tx) => {
    await lockClient(tx, client.id);
    // Read once the turn has come: of two at once, the later one must make the newer secret.
    const now = clock.now();
    await retireSecrets(tx, { clientRowId: client.id, now, expiresAt: new Date(now.getTime() + input.overlapSeconds * 1000) });
    const clientSecret = await giveSecret(tx, { clientRowId: client.id, environment: client.environment, now });
    await writeAudit(tx, { actor, action: 'client.secret-rotated', subjectKind: 'client', subjectId: client.id, detail: { overlapSeconds: input.overlapSeconds } });
    return { clientId: client.clientId, clientSecret };
  });
}
