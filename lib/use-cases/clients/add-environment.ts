import { clock } from '#lib/clock.ts';
import { addEnvironmentInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { insertClient, listSiblings } from '#lib/data/clients.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import { isUniqueViolation } from '#lib/data/unique-violation.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';
import { giveSecret } from '#lib/use-cases/clients/new-secret.ts';
import { newPublicClientId } from '#lib/use-cases/clients/public-client-id.ts';
import type { RegisteredClient } from '#lib/use-cases/clients/register-app.ts';

/**
 * Gives an app a client in the environment it lacks: same profile and scopes, own id, secret, redirect URIs, limits and consents.
 * Throws `not-found`, `invalid-input`, or `conflict` when the app has both environments.
 */
export async function addEnvironment(options: { actor: DeveloperActor; input: unknown }): Promise<RegisteredClient> {
  const { actor } = options;
  const input = parseInput(addEnvironmentInput, options.input);
  const client = await getClient({ actor, clientId: input.clientId });
  const environment = client.environment === 'sandbox' ? 'production' : 'sandbox';
  const taken = new AppError('conflict', `This app already has a ${environment} client.`);
  if ((await listSiblings(client.applicationId)).some((sibling) => sibling.environment === environment)) throw taken;
  const now = clock.now();
  try {
    return await inTransaction(async (tx) => {
      const id = newId();
      const clientId = newPublicClientId();
      await insertClient(tx, { id, applicationId: client.applicationId, clientId, environment, profile: client.profile, redirectUris: input.redirectUris, scopes: client.scopes });
      const clientSecret = await giveSecret(tx, { clientRowId: id, environment, now });
      await writeAudit(tx, { actor, action: 'client.registered', subjectKind: 'client', subjectId: id, detail: { environment, profile: client.profile, scopes: client.scopes } });
      return { clientId, clientSecret };
    });
  } catch (error) {
    // The unique key on application and environment decides between two at once.
    if (isUniqueViolation(error)) throw taken;
    throw error;
  }
}
