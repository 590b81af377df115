'use server';

import { subscriberAction } from '#lib/actions/action-client.ts';
import { rebuildIndex } from '#lib/use-cases/message-index/rebuild-index.ts';

/** Creates the index, or builds it again. */
export const buildOwnIndex = subscriberAction.metadata({ name: 'rebuild-index' }).action(async ({ ctx: { actor } }) => {
  await rebuildIndex({ actor });
  return { done: true };
});
