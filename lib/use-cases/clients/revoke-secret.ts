import { clock } from '#lib/clock.ts';
import { revokeSecretInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { revokeSecretRow } from '#lib/data/clients.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

/** Ends a secret at once. Throws `not-found` for a secret that is not a live one of the actor's client. */
export async function revokeSecret(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(revokeSecretInput, options.input);
  const client = await getClient({ actor, clientId: input.clientId });
  await inTransaction(async (tx) => {
    const ended = await revokeSecretRow(tx, { clientRowId: client.id, secretId: input.secretId, now: clock.now() });
    if (!ended) throw new AppError('not-found', 'This secret does not exist or has ended already.');
    await writeAudit(tx, { actor, action: 'client.secret-revoked', subjectKind: 'client', subjectId: client.id, detail: { secretId: input.secretId } });
  });
}
