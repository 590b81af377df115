'use server';

import { supportAction } from '#lib/actions/action-client.ts';
import { reviewDeadInput } from '#lib/contracts/network.ts';
import { reviewDeadMessage } from '#lib/use-cases/operations/get-network-report.ts';

export const reviewDeadAction = supportAction
  .metadata({ name: 'review-dead-message' })
  .inputSchema(reviewDeadInput)
  .action(async ({ parsedInput: { outboxId }, ctx: { actor } }) => {
    await reviewDeadMessage({ actor, outboxId });
    return { done: true as const };
  });
