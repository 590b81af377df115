import { AppError } from '#lib/errors.ts';

/** For calls about several messages: nothing was changed, and these are the ids that kept it from happening. */
export function missingMessages(messageIds: readonly string[]): AppError {
  return new AppError('not-found', 'Nothing was changed: some messages are not in this inbox. Leave them out and try again.', {
    field: 'messageId',
    variables: [...new Set(messageIds)].slice(0, 20),
  });
}
