import { deleteClientInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { deleteClientRow, listLiveGrants, lockClient } from '#lib/data/clients.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { cancelQueuedSends } from '#lib/data/store/cancel.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

/**
 * Deletes a client for good: its secrets, tokens, consents, limits and queued sends go in one transaction; messages it sent stay with the
 * subscribers. Needs the app's name typed. Throws `not-found`, or `invalid-input` when the name differs.
 */
export async function deleteClient(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(deleteClientInput, options.input);
  const client = await getClient({ actor, clientId: input.clientId });
  if (input.name.trim() !== client.name) throw new AppError('invalid-input', `Type ${client.name} to delete it.`, { field: 'name' });
  await inTransaction(async (tx) => {
    await lockClient(tx, client.id);
    for (const grant of await listLiveGrants(tx, client.id)) await cancelQueuedSends(sqlOf(tx), grant);
    await deleteClientRow(tx, client);
    await writeAudit(tx, { actor, action: 'client.deleted', subjectKind: 'client', subjectId: client.id, detail: { environment: client.environment } });
  });
}
