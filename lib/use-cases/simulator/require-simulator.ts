import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

/** Whether the simulated network carries the messages. */
export const isSimulated = env.CARRIER === 'simulator';

/** With a real carrier the virtual phones do not exist: the same answer as for any page that is not there. */
export function requireSimulator(): void {
  if (!isSimulated) throw new AppError('not-found', 'There is nothing here.');
}
