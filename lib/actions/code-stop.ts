'use server';

import { supportAction } from '#lib/actions/action-client.ts';
import { codeStopInput, liftBlockStopInput } from '#lib/contracts/code-stop.ts';
import { liftBlockStop } from '#lib/use-cases/sign-in/code-blocks.ts';
import { findCodeStops } from '#lib/use-cases/sign-in/find-code-stops.ts';
import { clearCodeStop } from '#lib/use-cases/sign-in/clear-code-stop.ts';

export const findCodeStopsAction = supportAction
  .metadata({ name: 'find-code-stops' })
  .inputSchema(codeStopInput)
  .action(({ parsedInput: { number }, ctx: { actor } }) => findCodeStops({ actor, number }));

export const clearCodeStopAction = supportAction
  .metadata({ name: 'clear-code-stop' })
  .inputSchema(codeStopInput)
  .action(async ({ parsedInput: { number }, ctx: { actor } }) => {
    await clearCodeStop({ actor, number });
    return findCodeStops({ actor, number });
  });

export const liftBlockStopAction = supportAction
  .metadata({ name: 'lift-block-stop' })
  .inputSchema(liftBlockStopInput)
  .action(async ({ parsedInput: { block }, ctx: { actor } }) => {
    await liftBlockStop({ actor, block });
    return { done: true as const };
  });
