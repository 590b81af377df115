import { verifyPassword } from '#lib/crypto.ts';
import { AppError } from '#lib/errors.ts';
import { clearAbusePoints, spendAbusePoints } from '#lib/data/abuse-limits.ts';
import { findAccountByEmail } from '#lib/data/identity.ts';
import { countPasskeys } from '#lib/data/passkeys.ts';
import { waitWords } from '#lib/domain/wait-words.ts';
import { abuseKey, abuseRules, networkOf } from '#lib/use-cases/sign-in/abuse-rules.ts';

const longestPassword = 1024;

/**
 * Signs a developer or support agent in. Unknown, disabled and wrong take the same time and get the same words.
 * Throws `invalid-input`, or `limit-exceeded` with the wait.
 */
export async function signInAccount(options: { email: string; password: string; address: string | null }): Promise<{ accountId: string; role: 'developer' | 'support' }> {
  const email = options.email.trim().toLowerCase();
  if (email === '' || email.length > 254) throw new AppError('invalid-input', 'Type your e-mail address.', { field: 'email' });
  if (options.password === '' || options.password.length > longestPassword) throw new AppError('invalid-input', 'Type your password.', { field: 'password' });
  const network = networkOf(options.address);
  const accountKey = abuseKey(email);
  // Spent before the password is looked at, so that guesses made at the same time are all counted.
  const retryAfterSeconds = await spendAbusePoints([
    ...(network ? [[abuseRules.passwordPerNetwork, abuseKey(network)] as const] : []),
    [abuseRules.passwordPerAccount, accountKey],
  ]);
  if (retryAfterSeconds > 0) {
    throw new AppError('limit-exceeded', `Too many tries. Try again in ${waitWords(retryAfterSeconds)}.`, { field: 'password', retryAfterSeconds });
  }
  const account = await findAccountByEmail(email);
  const matches = await verifyPassword(account?.passwordHash ?? null, options.password);
  if (!account || !matches || account.disabledAt) {
    throw new AppError('invalid-input', 'That e-mail and password do not belong together. Check both and try again.', { field: 'password' });
  }
  await clearAbusePoints(abuseRules.passwordPerAccount, accountKey);
  // Told only to who knows the password: to others it would tell who has a passkey.
  if (account.role === 'support' && (await countPasskeys({ accountId: account.id })) > 0) {
    throw new AppError('forbidden', 'This account signs in with its passkey. Choose “Use a passkey” below.', { field: 'passkey' });
  }
  return { accountId: account.id, role: account.role };
}
