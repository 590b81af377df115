import { type Env, env } from '#lib/env.ts';
import { countPasskeys } from '#lib/data/passkeys.ts';
import type { SupportActor } from '#lib/domain/actor.ts';

/** Whether a support agent has to make a passkey: `before-all-else` on a real carrier, `soon` on the simulated one, where a trial should not begin with it. */
export async function owesPasskey(options: { actor: SupportActor; carrier?: Env['CARRIER'] }): Promise<'no' | 'soon' | 'before-all-else'> {
  if ((await countPasskeys({ accountId: options.actor.accountId })) > 0) return 'no';
  return (options.carrier ?? env.CARRIER) === 'simulator' ? 'soon' : 'before-all-else';
}
