import { updateClientInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { updateClientRow } from '#lib/data/clients.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

/**
 * Replaces the redirect URIs and scopes. A scope taken away is gone from every token at once, since each call checks the client's scopes
 * too; a scope added reaches nobody before the subscriber consents to it. Throws `not-found` or `invalid-input`.
 */
export async function updateClient(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(updateClientInput, options.input);
  const client = await getClient({ actor, clientId: input.clientId });
  await inTransaction(async (tx) => {
    await updateClientRow(tx, client.id, { redirectUris: input.redirectUris, scopes: input.scopes });
    await writeAudit(tx, {
      actor,
      action: 'client.changed',
      subjectKind: 'client',
      subjectId: client.id,
      detail: { scopesBefore: client.scopes, scopes: input.scopes, redirectUris: input.redirectUris.length },
    });
    await notify(sqlOf(tx), { topic: 'client', clientId: client.id });
  });
}
