import { listNumberOwners } from '#lib/data/number-owner.ts';
import { env } from '#lib/env.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';

const before = '00000000-0000-0000-0000-000000000000';

/**
 * Walks through all lines, some at each call, so that a number that changed its owner is found though nobody uses it (T29). One question to
 * the carrier at a time. `next` is where the following call goes on; back at the beginning after the last line.
 */
export async function sweepOwners(options: { after: string | null; limit: number }): Promise<{ next: string | null }> {
  const owners = await listNumberOwners({ afterId: options.after ?? before, limit: options.limit, ownShortCode: env.OWN_SHORT_CODE });
  for (const { msisdn } of owners) await lookUpLine(msisdn);
  return { next: owners.length < options.limit ? null : (owners.at(-1)?.subscriberId ?? null) };
}
