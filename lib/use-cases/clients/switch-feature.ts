import { switchFeatureInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { setClientFeature } from '#lib/data/clients.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

/**
 * Switches one thing on or off that an app of the modern profile must or may do; it counts from the next request on. Switched to what it is
 * already, nothing happens. Throws `not-found`, `invalid-input`, and `conflict` for the classic profile.
 */
export async function switchFeature(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const { clientId, feature, on } = parseInput(switchFeatureInput, options.input);
  const client = await getClient({ actor, clientId });
  if (client.profile !== 'modern') throw new AppError('conflict', 'This is for apps of the modern profile.');
  await inTransaction(async (tx) => {
    if (!(await setClientFeature(tx, { clientRowId: client.id, feature, on }))) return;
    await writeAudit(tx, { actor, action: 'client.changed', subjectKind: 'client', subjectId: client.id, detail: { [feature]: on } });
    await notify(sqlOf(tx), { topic: 'client', clientId: client.id });
  });
}
