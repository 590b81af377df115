import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { outageWords, type Outage } from '#lib/domain/outage.ts';

/** The way to the carrier is closed: what an app should do meanwhile, which is nothing. */
export function OutageNotice({ outage }: { outage: Outage | null }) {
  return (
    <div role="status" aria-label="Connection to the carrier" className="empty:hidden">
      {outage && (
        <Notice tone="warn" title={`Messages wait: ${outageWords(outage, null)}.`}>
          The API takes sends as always, and they go out by themselves. Do not repeat them: a repeat without the same key is a second message.
          {outage.since && (
            <>
              {' '}
              Since <RelativeTime at={outage.since.toISOString()} />.
            </>
          )}
        </Notice>
      )}
    </div>
  );
}
