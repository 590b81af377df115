import { countUnreviewedDead } from '#lib/data/dispatch-report.ts';
import { countOpenFlags } from '#lib/data/line-flags.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

/** Flagged lines and messages given up that nobody of support has looked at. */
export async function countToReview({ actor }: { actor: SupportActor }): Promise<{ flags: number; givenUp: number }> {
  if ((actor.kind as string) !== 'support') throw new AppError('forbidden', 'Only support looks at this.');
  const [flags, givenUp] = await Promise.all([countOpenFlags(), countUnreviewedDead()]);
  return { flags, givenUp };
}
