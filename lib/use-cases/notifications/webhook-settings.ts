import { callbackUrlInput, endWebhookSecretInput, rotateWebhookSecretInput, webhookClientInput } from '#lib/contracts/webhooks.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { lockClient } from '#lib/data/clients.ts';
import { endOldSecret, findEndpoint, listLiveSecrets, retireWebhookSecrets, setEndpointDisabled, storeEndpoint } from '#lib/data/notifications/endpoints.ts';
import type { AuditAction } from '#lib/domain/audit-action.ts';
import { inTransaction, type PrismaTransaction, sqlOf } from '#lib/data/prisma.ts';
import type { Sql } from '#lib/data/pool.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { checkCallbackUrl, type UrlProblem } from '#lib/use-cases/notifications/callback-url.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';
import { giveWebhookSecret } from '#lib/use-cases/notifications/webhook-secrets.ts';

const problems: Readonly<Record<UrlProblem, string>> = {
  malformed: 'This is no address. Write one such as https://hooks.example.com/handset.',
  'not-https': 'The address must begin with https://.',
  credentials: 'Leave user and password out of the address. Each post is signed instead.',
  fragment: 'Leave out the # and what follows it.',
  port: 'Use port 443, or one from 1024 on.',
  'private-host': 'The address must be one of the public internet.',
  'too-long': 'The address is too long.',
};

interface Asked {
  actor: DeveloperActor;
  input: unknown;
}

/** One change of a client's webhook settings: after any other, with its audit row. */
async function change<Result>(
  options: { actor: DeveloperActor; clientId: string; action: AuditAction; detail?: Record<string, string | number> },
  work: (tx: Sql, clientRowId: string, orm: PrismaTransaction) => Promise<Result>,
): Promise<Result> {
  const { actor, clientId, action, detail } = options;
  const client = await getClient({ actor, clientId });
  return inTransaction(async (orm) => {
    await lockClient(orm, client.id);
    const result = await work(sqlOf(orm), client.id, orm);
    await writeAudit(orm, { actor, action, subjectKind: 'client', subjectId: client.id, detail });
    return result;
  });
}

/**
 * Sets where the app's events are posted to; it counts as on. With the first address comes the first signing secret, shown this once.
 * Throws `not-found`, and `invalid-input` for an address that is not plainly a public https one.
 */
export async function setCallbackUrl({ actor, input }: Asked): Promise<{ secret: string | null }> {
  const { clientId, url } = parseInput(callbackUrlInput, input);
  const checked = checkCallbackUrl(url, { loopback: env.WEBHOOKS_TO_LOOPBACK });
  if (!checked.ok) throw new AppError('invalid-input', problems[checked.problem], { field: 'url' });
  return change({ actor, clientId, action: 'webhook.address-set' }, async (tx, clientRowId) => {
    await storeEndpoint(tx, clientRowId, checked.url.href);
    const secrets = await listLiveSecrets(clientRowId, tx);
    return { secret: secrets.length === 0 ? await giveWebhookSecret(tx, clientRowId) : null };
  });
}

/** Throws `not-found`, or `conflict` when it is so already. */
export async function switchWebhook({ actor, input, on }: Asked & { on: boolean }): Promise<void> {
  const { clientId } = parseInput(webhookClientInput, input);
  await change({ actor, clientId, action: on ? 'webhook.enabled' : 'webhook.disabled' }, async (tx, clientRowId) => {
    const changed = await setEndpointDisabled(tx, clientRowId, on ? null : 'developer');
    if (!changed) throw new AppError('conflict', on ? 'It is on already, or has no address yet.' : 'It is off already.');
  });
}

/** A new secret at once; the present one signs beside it for the overlap. At most two sign. Throws `not-found`, `conflict` without an address. */
export async function rotateWebhookSecret({ actor, input }: Asked): Promise<{ secret: string }> {
  const { clientId, overlapSeconds } = parseInput(rotateWebhookSecretInput, input);
  return change({ actor, clientId, action: 'webhook.secret-rotated', detail: { overlapSeconds } }, async (tx, clientRowId) => {
    if (!(await findEndpoint(clientRowId))) throw new AppError('conflict', 'Set an address first; its secret comes with it.');
    await retireWebhookSecrets(tx, clientRowId, overlapSeconds);
    return { secret: await giveWebhookSecret(tx, clientRowId) };
  });
}

/** Ends the secret that is being rotated out now. Throws `not-found` for any other. */
export async function endWebhookSecret({ actor, input }: Asked): Promise<void> {
  const { clientId, secretId } = parseInput(endWebhookSecretInput, input);
  await change({ actor, clientId, action: 'webhook.secret-ended', detail: { secretId } }, async (tx, clientRowId) => {
    if (!(await endOldSecret(tx, clientRowId, secretId))) throw new AppError('not-found', 'This secret is not being rotated out, or has ended already.');
  });
}
