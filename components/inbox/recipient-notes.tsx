import { CircleAlert, UsersRound } from 'lucide-react';
import type { RecipientChip } from '#components/inbox/recipient-view.ts';

export interface RecipientNotesProps {
  id: string;
  chips: readonly RecipientChip[];
  /** Spellings that were given once more. */
  again: readonly string[];
  problem: string | null;
}

/** Under the recipients: what was folded, who is there already, and who cannot get it. */
export function RecipientNotes({ id, chips, again, problem }: RecipientNotesProps) {
  return (
    <ul id={id} aria-live="polite" className="ml-8 grid gap-1 text-13 not-empty:mt-2.5 max-md:ml-0">
      {chips
        .filter((chip) => chip.spellings > 1)
        .map((chip) => (
          <li key={chip.key} className="flex gap-2 text-muted">
            <UsersRound aria-hidden="true" className="mt-0.5 size-4" />
            <span className="min-w-0 wrap-anywhere">
              <bdi>{chip.label}</bdi>: {chip.spellings} spellings of one number, sent once.
            </span>
          </li>
        ))}
      {chips
        .filter((chip) => chip.inputs.some((input) => again.includes(input)))
        .map((chip) => (
          <li key={`again ${chip.key}`} className="flex gap-2 text-muted">
            <UsersRound aria-hidden="true" className="mt-0.5 size-4" />
            <span className="min-w-0 wrap-anywhere">
              <bdi>{chip.label}</bdi> is already added.
            </span>
          </li>
        ))}
      {chips
        .filter((chip) => chip.refusal !== null)
        .map((chip) => (
          <li key={chip.key} className="flex gap-2 text-bad">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4" />
            <span className="min-w-0 wrap-anywhere">
              <bdi>{chip.label}</bdi>: {chip.refusal}
            </span>
          </li>
        ))}
      {problem && <li className="text-bad">{problem}</li>}
    </ul>
  );
}
