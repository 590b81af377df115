import { updateAppLinksInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { updateAppLinks as updateRow } from '#lib/data/clients.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

/** Replaces the addresses of the app's site and privacy text, which people see where they decide. Throws `not-found` or `invalid-input`. */
export async function updateAppLinks(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const { clientId, siteUrl, privacyUrl } = parseInput(updateAppLinksInput, options.input);
  const client = await getClient({ actor, clientId });
  await inTransaction(async (tx) => {
    await updateRow(tx, client.applicationId, { siteUrl, privacyUrl });
    await writeAudit(tx, { actor, action: 'client.changed', subjectKind: 'client', subjectId: client.id, detail: { siteUrl, privacyUrl } });
  });
}
