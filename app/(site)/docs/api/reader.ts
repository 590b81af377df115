import { findCurrentActor } from '#lib/auth/guards.ts';
import { env } from '#lib/env.ts';
import { findSandboxClient, type SandboxClient } from '#lib/use-cases/clients/find-sandbox-client.ts';
import type { Reader } from '#app/(site)/docs/api/examples.ts';

/** Who reads: a developer sees their own client id. Reading is no use of a session, and works while the database is away. */
export async function currentReader(): Promise<Reader & { client: SandboxClient | null }> {
  const actor = await findCurrentActor({ asUse: false }).catch(() => null);
  const client = actor?.kind === 'developer' ? await findSandboxClient({ actor }).catch(() => null) : null;
  return { baseUrl: env.PUBLIC_URL, clientId: client?.clientId ?? null, client };
}
