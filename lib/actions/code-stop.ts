'use server';

import { supportAction } from '#lib/actions/action-client.ts';
import { clearCodeStopInput, liftBlockStopInput } from '#lib/contracts/code-stop.ts';
import { liftBlockStop } from '#lib/use-cases/sign-in/code-blocks.ts';
import { clearCodeStop } from '#lib/use-cases/sign-in/clear-code-stop.ts';

export const clearCodeStopAction = supportAction
  .metadata({ name: 'clear-code-stop' })
  .inputSchema(clearCodeStopInput)
  .action(async ({ parsedInput: { number }, ctx: { actor } }) => {
    await clearCodeStop({ actor, number });
    return { done: true as const };
  });

export const liftBlockStopAction = supportAction
  .metadata({ name: 'lift-block-stop' })
  .inputSchema(liftBlockStopInput)
  .action(async ({ parsedInput: { block }, ctx: { actor } }) => {
    await liftBlockStop({ actor, block });
    return { done: true as const };
  });
