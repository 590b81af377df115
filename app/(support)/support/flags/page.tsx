import { Flag } from 'lucide-react';
import type { Metadata } from 'next';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { AuditCard } from '#components/support/audit-card.tsx';
import { DeviceReports } from '#components/support/device-reports.tsx';
import { FlagCard } from '#components/support/flag-card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { reviewFlagAction } from '#lib/actions/line-flags.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { consumerPattern, pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { listDeviceReports } from '#lib/use-cases/devices/list-device-reports.ts';
import { listFlagEvents, listFlags } from '#lib/use-cases/limits/list-flags.ts';

export const metadata: Metadata = { title: 'Flags' };

export default async function FlagsPage() {
  const actor = await requireSupportAgent('/support/flags');
  const [flags, events, reports] = await Promise.all([listFlags({ actor }), listFlagEvents({ actor }), listDeviceReports({ actor })]);
  return (
    <div className="grid gap-4">
      <PageHeader size="console" title="Flags" description="Lines whose apps did not send like a person in the last 24 hours, and apps whose devices nobody knows." />
      <Notice tone="info" title={`A flag drops nothing: apps send one message every ${pacedEverySeconds} seconds from such a line, its owner as ever.`}>
        Usual is up to {consumerPattern.map((rule) => `${formatFigure(rule.most)} ${rule.label.toLowerCase()}`).join(', ')}. <b>Reviewed</b> ends by itself once that holds again, <b>Keep slow</b> does not, <b>Release</b> ends
        it now and counts anew. Counts and masked numbers only.
      </Notice>
      <div className="grid items-start gap-4 min-[901px]:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid gap-4">
          {flags.length === 0 && <EmptyState icon={<Flag />} title="No line stands out">Lines over the consumer pattern will be here.</EmptyState>}
          {flags.map((flag) => <FlagCard key={`${flag.mailboxId} ${flag.state}`} flag={{ ...flag, since: flag.since.toISOString(), decided: flag.decided && { ...flag.decided, at: flag.decided.at.toISOString() } }} reviewAction={reviewFlagAction} />)}
        </div>
        <AuditCard
          title="What was done so far"
          description="Which line, what, why, by whom and when. Newest first."
          empty="No line was flagged yet."
          entries={events.map(({ line, at, ...event }) => ({ ...event, about: line, at: at.toISOString(), detail: {} }))}
        />
      </div>
      <DeviceReports reports={reports} />
    </div>
  );
}
