import type { Metadata } from 'next';
import { formatFigure, Tile, TileStrip } from '#components/console/limit-tile.tsx';
import { RefreshEvery } from '#components/console/refresh-every.tsx';
import { DeadTable } from '#components/support/dead-table.tsx';
import { LinkTable } from '#components/support/link-table.tsx';
import { spanWords } from '#components/support/ticket-line.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { reviewDeadAction } from '#lib/actions/network.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { shortId } from '#lib/ids.ts';
import { getNetworkReport } from '#lib/use-cases/operations/get-network-report.ts';

export const metadata: Metadata = { title: 'Network' };

const states = {
  open: { words: 'Messages go out', tone: 'ok' },
  limited: { words: 'Some links are closed', tone: 'warn' },
  down: { words: 'Messages wait', tone: 'bad' },
} as const;

export default async function NetworkPage() {
  const actor = await requireSupportAgent('/support/network');
  const { state, links, waiting, oldestWaitingSeconds, paced, inDoubt, parkedReceipts, throttled, dead } = await getNetworkReport({ actor });
  const unread = dead.filter(({ reviewedAt }) => reviewedAt === null).length;
  return (
    <div className="grid gap-4">
      <RefreshEvery seconds={5} />
      <PageHeader
        size="console"
        title="Network"
        description="The way to the carrier: what is connected, what waits, and what did not get through. Numbers are masked, and there are no texts."
        badges={<Badge tone={states[state].tone}>{states[state].words}</Badge>}
      />
      <section aria-labelledby="queue-title">
        <h2 id="queue-title" className="sr-only">
          Queue
        </h2>
        <TileStrip>
          <Figure term="Waiting for the carrier" value={waiting} note={waiting === 0 ? 'Nothing waits' : `The oldest for ${oldestWaitingSeconds < 60 ? `${Math.floor(oldestWaitingSeconds)} s` : spanWords(oldestWaitingSeconds * 1000)}`} />
          {paced > 0 && <Figure term="Sent slowly" value={paced} note="Of flagged lines, one after the other. See Flags" />}
          <Figure term="In doubt" value={inDoubt} note="Sent or not: no answer came. Asked about, never sent again on a guess" />
          <Figure term="Receipts without a message" value={parkedReceipts} note="Kept until a submit turns up that fits" />
          <Figure term="Throttled attempts" value={throttled.throttled} note={`Among the newest ${formatFigure(throttled.recipients)} recipients`} />
        </TileStrip>
      </section>
      <Card as="section" padded={false} aria-labelledby="links-title">
        <h2 id="links-title" className="px-4 py-3 text-16">
          Links
        </h2>
        <LinkTable links={links} />
      </Card>
      <Card as="section" padded={false} aria-labelledby="dead-title">
        <div className="flex flex-wrap items-baseline gap-x-3 px-4 py-3">
          <h2 id="dead-title" className="text-16">
            Given up
          </h2>
          {dead.length > 0 && <p className="text-13 text-muted">{unread === 0 ? 'All reviewed.' : `${formatFigure(unread)} to review.`}</p>}
        </div>
        <DeadTable
          messages={dead.map(({ createdAt, reviewedAt, messageId, ...rest }) => ({ ...rest, messageId: shortId(messageId), at: createdAt.toISOString(), reviewedAt: reviewedAt?.toISOString() ?? null }))}
          reviewAction={reviewDeadAction}
        />
      </Card>
    </div>
  );
}

function Figure({ term, value, note }: { term: string; value: number; note: string }) {
  return (
    <Tile term={term}>
      <span className="block text-22 font-semibold">{formatFigure(value)}</span>
      <span className="block text-12 text-muted">{note}</span>
    </Tile>
  );
}
