import { changeWords } from '#components/consent/change-words.ts';
import type { ConsentChange } from '#lib/domain/consent-change.ts';

export interface DecisionReceipt {
  receipt: string;
  kind: 'given' | 'changed' | 'paused' | 'resumed' | 'ended';
  meaning: string;
  /** An instant, ISO. */
  at: string;
  permissions: readonly { scope: string; sentence: string; consequence: string }[];
  device: string | null;
  /** What it made different; null where nothing went before it. */
  change: ConsentChange | null;
  text: { version: string };
}

export interface ConsentDecisionProps {
  receipt: DecisionReceipt;
  /** A moment with its zone. */
  write: (at: Date) => string;
}

/** One decision in a consent's row of them; where something was allowed, in the very sentences that were shown. */
export function ConsentDecision({ receipt, write }: ConsentDecisionProps) {
  const at = write(new Date(receipt.at));
  const showsWords = receipt.kind === 'given' || receipt.kind === 'changed';
  return (
    <li className="break-inside-avoid border-b border-border px-5 py-3 text-14 last:border-b-0 max-sm:px-4">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <p className="min-w-0 flex-1 basis-60 font-medium">{receipt.meaning}</p>
        <p className="text-13 text-muted tabular-nums">
          <time dateTime={receipt.at}>{at}</time>
        </p>
      </div>
      {receipt.change && <p className="mt-1">{changeWords(receipt.change).join(' ')}</p>}
      {showsWords && (
        <ul className="mt-2 grid gap-2 border-l-2 border-border pl-3">
          {receipt.permissions.map(({ scope, sentence, consequence }) => (
            <li key={scope}>
              {sentence} <span className="font-mono text-12 text-muted">{scope}</span>
              <span className="block text-13 text-muted">{consequence}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1.5 flex flex-wrap items-baseline gap-x-3 text-12 text-muted">
        {receipt.device && <span>{receipt.device}</span>}
        <span>Text version {receipt.text.version}</span>
        <span>
          Receipt <span className="font-mono">{receipt.receipt}</span>
        </span>
        <a href={`/connected-apps/receipts/${receipt.receipt}`} className="link inline-flex min-h-6 items-center touch:min-h-11 print:hidden">
          JSON
          <span className="sr-only"> file of the receipt of {at}</span>
        </a>
      </p>
    </li>
  );
}
