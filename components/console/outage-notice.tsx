import type { ReactNode } from 'react';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { outageWords, type Outage } from '#lib/domain/outage.ts';

const meanwhile: Readonly<Record<'Developer' | 'Support', ReactNode>> = {
  Developer: 'The API takes sends as always, and they go out by themselves. Do not repeat them: a repeat without the same key is a second message.',
  Support: (
    <>
      Subscribers and developers read the same. What they send is kept and goes out by itself. What is connected stands under{' '}
      <Link href="/support/network" className="link">
        Network
      </Link>
      .
    </>
  ),
};

/** Nothing leaves for the carrier: what the reader should do meanwhile. Always in the page, so that what appears in it is announced. */
export function OutageNotice({ area, outage }: { area: 'Developer' | 'Support'; outage: Outage | null }) {
  return (
    <div role="status" aria-label="Connection to the carrier">
      {outage && (
        <Notice tone="warn" className="mb-4" title={`Messages wait: ${outageWords(outage, null)}.`}>
          {meanwhile[area]}
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
