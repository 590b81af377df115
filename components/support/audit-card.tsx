import { History } from 'lucide-react';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { auditWordsOf } from '#lib/domain/audit-action.ts';

export interface AuditLine {
  id: string;
  at: string;
  action: string;
  actorName: string | null;
  detail: Readonly<Record<string, unknown>>;
  /** What it is about, where entries are about several things. */
  about?: string;
  /** What somebody wrote or saw. */
  why?: string | null;
}

/** The figures of an entry that say what changed, by their own names. Ids stay in the entry. */
const shownDetails = ['from', 'to', 'limitName', 'current', 'requested', 'granted', 'before', 'perMinute', 'until'] as const;

function detailWords(detail: AuditLine['detail']): string {
  return shownDetails.flatMap((name) => (typeof detail[name] === 'string' || typeof detail[name] === 'number' ? [`${name} ${detail[name]}`] : [])).join(' · ');
}

/** What was written down: who, what, when. Nobody can change these entries here. */
export function AuditCard({ entries, title, description, empty }: { entries: readonly AuditLine[]; title: string; description?: string; empty: string }) {
  return (
    <Card padded={false} aria-labelledby="audit-title">
      <CardHeader title={title} titleId="audit-title" description={description} actions={<History className="size-4 text-muted" aria-hidden="true" />} />
      {entries.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{empty}</p>
      ) : (
        <ol aria-labelledby="audit-title">
          {entries.map((entry) => {
            const words = detailWords(entry.detail);
            return (
              <li key={entry.id} className="border-t border-border px-4 py-2">
                <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <span>{auditWordsOf(entry.action)}</span>
                  <span className="text-12 text-muted">
                    <bdi>{entry.actorName ?? 'Handset'}</bdi>, <RelativeTime at={entry.at} />
                  </span>
                </p>
                {entry.about && <p className="text-12 text-muted tabular-nums">{entry.about}</p>}
                {entry.why && <p className="text-12 wrap-anywhere"><bdi>{entry.why}</bdi></p>}
                {words && <p className="text-12 text-muted tabular-nums">{words}</p>}
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
