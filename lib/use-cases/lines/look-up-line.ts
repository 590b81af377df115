import { findNumberOwner, learnOwnerKey, type NumberOwner } from '#lib/data/number-owner.ts';
import type { LineFacts } from '#lib/domain/eligibility.ts';
import { releaseNumber } from '#lib/use-cases/lines/release-number.ts';
import { lineDirectory } from '#lib/use-cases/operations/line-directory.ts';

export interface LineLookUp {
  /** Null when the carrier has no such line. */
  line: LineFacts | null;
  /** Whoever had the number here was found to have it no more, and was released. */
  ownerChanged: boolean;
}

/**
 * The carrier's facts about a line. Whoever the number belongs to here is compared with whom the carrier names: a former owner is released
 * before this answers (T29). Throws `unavailable` when the carrier cannot be asked.
 */
export async function lookUpLine(msisdn: string): Promise<LineLookUp> {
  const [line, owner] = await Promise.all([lineDirectory().findLine(msisdn), findNumberOwner(msisdn)]);
  if (!line || !owner || owner.ownerKey === line.ownerKey) return { line, ownerChanged: false };
  return lookAgain(msisdn);
}

/**
 * Asked one after the other: what the row says came from the carrier before, so the line that is asked about after it is the newer fact. The
 * other way round a new owner could be taken for the former one.
 */
async function lookAgain(msisdn: string): Promise<LineLookUp> {
  const owner = await findNumberOwner(msisdn);
  const line = await lineDirectory().findLine(msisdn, { isFresh: true });
  return { line, ownerChanged: line !== null && owner !== null && (await settleOwner(owner, line)) };
}

async function settleOwner({ subscriberId, ownerKey }: NumberOwner, line: LineFacts): Promise<boolean> {
  if (ownerKey === line.ownerKey) return false;
  if (ownerKey === null) {
    await learnOwnerKey(subscriberId, line.ownerKey);
    return false;
  }
  await releaseNumber({ subscriberId, ownerKey });
  return true;
}
