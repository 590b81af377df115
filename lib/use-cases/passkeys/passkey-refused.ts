import { AppError } from '#lib/errors.ts';

/** One answer for an unknown passkey, a removed one, a wrong signature, a challenge that is over and an owner who may not sign in. */
export const passkeyRefused = (cause: string): AppError =>
  new AppError('invalid-input', 'That passkey could not be used. Try again, or sign in another way.', { field: 'passkey', cause: new Error(cause) });
