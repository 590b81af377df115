'use server';

import { supportAction } from '#lib/actions/action-client.ts';
import { reviewFlagInput } from '#lib/contracts/line-flags.ts';
import { reviewFlag } from '#lib/use-cases/limits/review-flag.ts';

export const reviewFlagAction = supportAction
  .metadata({ name: 'review-flag' })
  .inputSchema(reviewFlagInput)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await reviewFlag({ actor, ...parsedInput });
    return { done: true as const };
  });
