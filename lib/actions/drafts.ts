'use server';

import { subscriberAction } from '#lib/actions/action-client.ts';
import { draftSchema } from '#lib/contracts/inbox.ts';
import { AppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { saveDraft } from '#lib/use-cases/threads/save-draft.ts';

/** Keeps what is typed and not sent. */
export const keepDraft = subscriberAction
  .metadata({ name: 'save-draft' })
  .inputSchema(draftSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    const slot = parsedInput.slot === 'new' ? 'new' : parseShortId(parsedInput.slot);
    if (slot === null) throw new AppError('not-found', 'This conversation does not exist.');
    await saveDraft({ actor, ...parsedInput, slot });
    return { kept: true };
  });
