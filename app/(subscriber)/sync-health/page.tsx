import type { Metadata } from 'next';
import { buildOwnIndex } from '#lib/actions/sync-health.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { env } from '#lib/env.ts';
import type { IndexStatus } from '#lib/domain/message-index.ts';
import { getSyncHealth, healthDays } from '#lib/use-cases/message-index/get-sync-health.ts';
import { getOwnLine } from '#lib/use-cases/threads/get-own-line.ts';
import { BuildIndexButton } from '#components/inbox/build-index-button.tsx';
import { TrafficLane } from '#components/inbox/traffic-chart.tsx';
import { listTime } from '#components/inbox/when.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Meter } from '#components/ui/meter.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Tone } from '#components/ui/tone.tsx';
import { readerClock } from '../clock.ts';

export const metadata: Metadata = { title: 'Sync health' };

const words: Record<IndexStatus, { tone: Tone; word: string; sentence: string; button: string }> = {
  NOT_INITIALIZED: { tone: 'info', word: 'Not built', sentence: 'Your inbox has no index. You read and write as always; apps need one to list and search.', button: 'Build the index' },
  INITIALIZING: { tone: 'info', word: 'Being built', sentence: 'Your inbox index is being built. Keep reading and sending.', button: 'Build again' },
  INITIALIZED: { tone: 'ok', word: 'Ready', sentence: 'Your inbox index works.', button: 'Build again' },
  ERROR: { tone: 'bad', word: 'Failed', sentence: 'The index could not be built. Nothing of your messages is lost.', button: 'Try again' },
};

/** "3 min ago" to a day, then the date. */
function ago(at: Date | null, clock: { now: Date; zone: string }): string {
  if (!at) return 'never';
  const minutes = Math.floor((clock.now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : listTime(at, clock);
}

const card = 'rounded-card border border-border bg-surface p-5 max-md:p-4';

export default async function SyncHealthPage() {
  const actor = await requireSubscriber('/sync-health');
  const [health, line, clock] = await Promise.all([getSyncHealth({ actor }), getOwnLine({ actor }), readerClock()]);
  const { status, traffic } = health;
  const { tone, word, sentence, button } = words[status];
  const facts = [
    { term: 'Messages', value: health.messageCount.toLocaleString('en-US') },
    { term: 'Last inbound', value: ago(traffic.lastInboundAt, clock) },
    { term: 'Last outbound', value: ago(traffic.lastOutboundAt, clock) },
    { term: 'Built', value: ago(health.builtAt, clock) },
  ];
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[720px] flex-1 content-start gap-4 px-6 pt-5 pb-8 max-md:px-4">
      <div>
        <h1 className="text-22">Sync health</h1>
        <p className="text-muted">{sentence}</p>
      </div>
      <section aria-labelledby="index-title" className={card}>
        <div className="flex items-center justify-between gap-3">
          <h2 id="index-title" className="text-16">
            Index
          </h2>
          <Badge tone={tone}>
            {word} <span className="font-mono text-[11px]">{status}</span>
          </Badge>
        </div>
        <dl className="mt-4 grid grid-cols-4 gap-4 tabular-nums max-md:grid-cols-2">
          {facts.map(({ term, value }) => (
            <div key={term}>
              <dt className="text-13 text-muted">{term}</dt>
              <dd className="text-18 font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        {status === 'INITIALIZING' && (
          <Meter className="mt-4" label="Messages indexed" value={health.indexedCount} max={Math.max(1, health.messageCount)} valueText={`${health.indexedCount} of ${health.messageCount}`} />
        )}
        <div className="mt-4 border-t border-border pt-4">
          {status !== 'INITIALIZING' && <BuildIndexButton label={button} isPrimary={status !== 'INITIALIZED'} build={buildOwnIndex} />}
          <p className="mt-3 text-13 text-muted">
            Stars, pins and read marks are kept, and deleted messages stay deleted. An index that nobody uses for {env.INDEX_LAPSE_DAYS} days rests; build it again any time.
          </p>
        </div>
      </section>
      <section aria-labelledby="traffic-title" className={card}>
        <div className="mb-2 flex items-center justify-between gap-3">
          <h2 id="traffic-title" className="text-16">
            Both directions
          </h2>
          {health.isOneSided ? <Badge tone="warn">One-sided</Badge> : <Badge tone="ok">Both move</Badge>}
        </div>
        <TrafficLane direction="in" days={traffic.days} length={healthDays} last={ago(traffic.lastInboundAt, clock)} />
        <TrafficLane direction="out" days={traffic.days} length={healthDays} last={ago(traffic.lastOutboundAt, clock)} />
      </section>
      {health.isOneSided && (
        <Notice tone="warn" title="You sent messages and received none for a day">
          Most often the messages app was removed from your phone, or your line moved to a new phone. Nothing is lost: your phone still gets its messages.
        </Notice>
      )}
      {line.showsOnPhone === false && (
        <Notice tone="info" title="Your phone’s messages app is missing">
          What apps send in your name is kept here and reaches people, but your phone does not show it. Install the carrier’s messages app to see it there too.
        </Notice>
      )}
    </main>
  );
}
