import { clock } from '#lib/clock.ts';
import { clientIdInput, suspendClientInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { findAnyClient, setClientDisabled, type ClientView } from '#lib/data/clients.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import type { DeveloperActor, SupportActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

/** The developer switches the own app off: its next call is 401. Throws `not-found`, or `conflict` when it is off already. */
export async function disableClient(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { clientId } = parseInput(clientIdInput, options.input);
  await change({ actor: options.actor, client: await getClient({ actor: options.actor, clientId }), off: true, reason: null });
}

/** The developer switches it on again. Throws `not-found`, or `conflict` when it is on or the support team switched it off. */
export async function enableClient(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { clientId } = parseInput(clientIdInput, options.input);
  await change({ actor: options.actor, client: await getClient({ actor: options.actor, clientId }), off: false, reason: null });
}

/** Staff switches an app off with a reason the developer reads; only staff can undo it. Not the own app. */
export async function suspendClient(options: { actor: SupportActor; input: unknown }): Promise<void> {
  const { clientId, reason } = parseInput(suspendClientInput, options.input);
  await change({ actor: options.actor, client: await getAny(options.actor, clientId), off: true, reason });
}

/** Staff lifts a suspension. */
export async function resumeClient(options: { actor: SupportActor; input: unknown }): Promise<void> {
  const { clientId } = parseInput(clientIdInput, options.input);
  await change({ actor: options.actor, client: await getAny(options.actor, clientId), off: false, reason: null });
}

async function getAny(actor: SupportActor, clientId: string): Promise<ClientView> {
  const client = await findAnyClient(clientId);
  if (!client) throw new AppError('not-found', 'There is no such app.');
  if (client.ownerAccountId === actor.accountId) throw new AppError('forbidden', 'Nobody decides about their own app. Ask a colleague.');
  return client;
}

async function change(options: { actor: DeveloperActor | SupportActor; client: ClientView; off: boolean; reason: string | null }): Promise<void> {
  const { actor, client, off, reason } = options;
  const byStaff = actor.kind === 'support';
  await inTransaction(async (tx) => {
    const changed = await setClientDisabled(tx, { clientRowId: client.id, disabledAt: off ? clock.now() : null, byStaff, reason });
    if (!changed) throw new AppError('conflict', off ? 'The app is switched off already.' : refusalOf(client));
    await writeAudit(tx, {
      actor,
      action: off ? (byStaff ? 'client.suspended' : 'client.disabled') : byStaff ? 'client.resumed' : 'client.enabled',
      subjectKind: 'client',
      subjectId: client.id,
      detail: { reason },
    });
    await notify(sqlOf(tx), { topic: 'client', clientId: client.id });
  });
}

const refusalOf = (client: ClientView): string =>
  client.state === 'suspended' ? 'The support team suspended this app; only they can lift that.' : 'The app is switched on already.';
