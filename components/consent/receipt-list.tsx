import { changeWords, scopeWords } from '#components/consent/change-words.ts';
import type { ConsentChange } from '#lib/domain/consent-change.ts';
import type { Scope } from '#lib/domain/scope.ts';

export interface Receipt {
  id: string;
  kind: 'given' | 'changed' | 'paused' | 'resumed' | 'ended';
  scopes: readonly Scope[];
  textVersion: string;
  device: string;
  change: ConsentChange | null;
  /** With an end: how many queued sends were cancelled; null where it was not noted. */
  cancelled: number | null;
  /** Written out by the page. */
  at: string;
  href: string;
  appName?: string;
}

const kindWords: Record<Receipt['kind'], string> = { given: 'Allowed', changed: 'Changed', paused: 'Paused', resumed: 'Let go on', ended: 'Ended' };

/** What was decided, newest first, each with its file. */
export function ReceiptList({ receipts }: { receipts: readonly Receipt[] }) {
  return (
    <ul className="grid text-13 tabular-nums">
      {receipts.map((receipt) => (
        <li key={receipt.id} className="flex items-center gap-3 border-t border-border py-2">
          <span className="grid min-w-0 flex-1">
            <span className="wrap-anywhere text-ink">
              {receipt.appName && <bdi>{receipt.appName}: </bdi>}
              {kindWords[receipt.kind]}
              {(receipt.kind === 'given' || (receipt.kind === 'changed' && !receipt.change)) && `: ${receipt.scopes.map((scope) => scopeWords[scope]).join(', ')}`}
              {receipt.change && `. ${changeWords(receipt.change).join(' ')}`}
              {receipt.kind === 'ended' && receipt.cancelled !== null && `, ${receipt.cancelled} queued cancelled`}
            </span>
            <span className="text-12 text-muted">
              {receipt.at}, {receipt.device && `${receipt.device}, `}text version {receipt.textVersion}
            </span>
          </span>
          <a href={receipt.href} className="link inline-flex min-h-6 shrink-0 items-center touch:min-h-11">
            Download
            <span className="sr-only">
              {' '}
              receipt of {receipt.at}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
