import type { Scope } from '#lib/domain/scope.ts';

export interface Receipt {
  id: string;
  kind: 'given' | 'changed' | 'paused' | 'resumed' | 'ended';
  scopes: readonly Scope[];
  textVersion: string;
  /** Written out by the page. */
  at: string;
  appName?: string;
}

const scopeWords: Record<Scope, string> = { IMMN: 'send', MIM: 'read and organise', NOTIFICATIONCHANNEL: 'be told of changes' };
const kindWords: Record<Receipt['kind'], string> = { given: 'Allowed', changed: 'Changed', paused: 'Paused', resumed: 'Let go on', ended: 'Ended' };

/** What was decided, newest first. */
export function ReceiptList({ receipts }: { receipts: readonly Receipt[] }) {
  return (
    <ul className="grid text-13 tabular-nums">
      {receipts.map((receipt) => (
        <li key={receipt.id} className="grid border-t border-border py-2">
          <span className="wrap-anywhere">
            {receipt.appName && <bdi>{receipt.appName}: </bdi>}
            {kindWords[receipt.kind]}
            {(receipt.kind === 'given' || receipt.kind === 'changed') && `: ${receipt.scopes.map((scope) => scopeWords[scope]).join(', ')}`}
          </span>
          <span className="text-12 text-muted">
            {receipt.at}, text version {receipt.textVersion}
          </span>
        </li>
      ))}
    </ul>
  );
}
