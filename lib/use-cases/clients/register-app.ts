import { clock } from '#lib/clock.ts';
import { registerAppInput } from '#lib/contracts/clients.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { insertApplication, insertClient } from '#lib/data/clients.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { giveSecret } from '#lib/use-cases/clients/new-secret.ts';
import { newPublicClientId } from '#lib/use-cases/clients/public-client-id.ts';

export interface RegisteredClient {
  clientId: string;
  /** Shown once; only its hash is kept. */
  clientSecret: string;
}

/**
 * Registers an app in its first environment, with its first secret. Throws `invalid-input` with the field at fault, also for a name that
 * imitates Handset or mixes scripts, and for fields that do not exist (T27).
 */
export async function registerApp(options: { actor: DeveloperActor; input: unknown }): Promise<RegisteredClient> {
  const { actor } = options;
  const input = parseInput(registerAppInput, options.input);
  const now = clock.now();
  return inTransaction(async (tx) => {
    const applicationId = newId();
    const id = newId();
    const clientId = newPublicClientId();
    await insertApplication(tx, { id: applicationId, accountId: actor.accountId, name: input.name, description: input.description, siteUrl: input.siteUrl, privacyUrl: input.privacyUrl });
    await insertClient(tx, { id, applicationId, clientId, environment: input.environment, profile: input.profile, redirectUris: input.redirectUris, scopes: input.scopes });
    const clientSecret = await giveSecret(tx, { clientRowId: id, environment: input.environment, now });
    await writeAudit(tx, {
      actor,
      action: 'client.registered',
      subjectKind: 'client',
      subjectId: id,
      detail: { environment: input.environment, profile: input.profile, scopes: input.scopes },
    });
    return { clientId, clientSecret };
  });
}
