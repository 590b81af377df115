'use server';

import { supportAction } from '#lib/actions/action-client.ts';
import { clearCodeStopInput } from '#lib/contracts/code-stop.ts';
import { clearCodeStop } from '#lib/use-cases/sign-in/clear-code-stop.ts';

export const clearCodeStopAction = supportAction
  .metadata({ name: 'clear-code-stop' })
  .inputSchema(clearCodeStopInput)
  .action(async ({ parsedInput: { number }, ctx: { actor } }) => {
    await clearCodeStop({ actor, number });
    return { done: true as const };
  });
