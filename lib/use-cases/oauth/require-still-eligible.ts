import { isAppError } from '#lib/errors.ts';
import { findNumberOfGrant } from '#lib/data/number-owner.ts';
import { requireEligible } from '#lib/use-cases/consent/require-eligible.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';

/** A line that lost its standing between consent and exchange gets no token; a carrier that is away is no verdict. */
export async function requireStillEligible(msisdn: string): Promise<void> {
  try {
    await requireEligible(msisdn);
  } catch (error) {
    if (isAppError(error) && ['not-eligible', 'invalid-token'].includes(error.code)) throw new OAuthError('invalid_grant', 'The line of this consent cannot be used by apps right now.', { cause: error });
    throw error;
  }
}

/** A line may be refreshed for while it is suspended; when its number has gone to somebody else nothing is (T29). */
export async function requireSameOwner(grantId: string): Promise<void> {
  const msisdn = await findNumberOfGrant(grantId);
  if (msisdn !== null && (await lookUpLine(msisdn)).ownerChanged) throw new OAuthError('invalid_grant', 'The number of this consent belongs to somebody else now.');
}
