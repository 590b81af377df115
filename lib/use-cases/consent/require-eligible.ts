import { AppError } from '#lib/errors.ts';
import { eligibilityGates, type Gate, type LineFacts } from '#lib/domain/eligibility.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';

export interface LineStanding {
  line: LineFacts;
  gates: Gate[];
  eligible: boolean;
}

/** For whoever still acts for the former owner of a number (T29). */
export const numberChangedOwner = () => new AppError('invalid-token', 'This number belongs to somebody else now. What was allowed for it has ended.');

/**
 * The gates of a line as the carrier tells them now. Throws `not-eligible` when the carrier no longer has the line, `invalid-token` when it
 * was found to belong to somebody else (T29).
 */
export async function getLineStanding(msisdn: string): Promise<LineStanding> {
  const { line, ownerChanged } = await lookUpLine(msisdn);
  if (ownerChanged) throw numberChangedOwner();
  if (!line) throw new AppError('not-eligible', 'This number is no longer a line of this carrier.', { field: 'line' });
  const gates = eligibilityGates(line);
  return { line, gates, eligible: gates.every(({ passed }) => passed) };
}

/** E1, before consent is asked and again at every send. Throws `not-eligible`, `field` is the first gate that fails; `invalid-token` (T29). */
export async function requireEligible(msisdn: string): Promise<LineFacts> {
  const { line, gates } = await getLineStanding(msisdn);
  const failed = gates.find(({ passed }) => !passed);
  if (failed) throw new AppError('not-eligible', `${failed.title}. ${failed.whatToDo}`, { field: failed.name });
  return line;
}
