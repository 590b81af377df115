import { AppError } from '#lib/errors.ts';
import { eligibilityGates, type Gate, type LineFacts } from '#lib/domain/eligibility.ts';
import { lineDirectory } from '#lib/use-cases/operations/line-directory.ts';

export interface LineStanding {
  line: LineFacts;
  gates: Gate[];
  eligible: boolean;
}

/** The gates of a line as the carrier tells them now. Throws `not-eligible` when the carrier no longer has the line. */
export async function getLineStanding(msisdn: string): Promise<LineStanding> {
  const line = await lineDirectory().findLine(msisdn);
  if (!line) throw new AppError('not-eligible', 'This number is no longer a line of this carrier.', { field: 'line' });
  const gates = eligibilityGates(line);
  return { line, gates, eligible: gates.every(({ passed }) => passed) };
}

/** E1, before consent is asked and again at every send. Throws `not-eligible`; `field` is the first gate that fails. */
export async function requireEligible(msisdn: string): Promise<LineFacts> {
  const { line, gates } = await getLineStanding(msisdn);
  const failed = gates.find(({ passed }) => !passed);
  if (failed) throw new AppError('not-eligible', `${failed.title}. ${failed.whatToDo}`, { field: failed.name });
  return line;
}
