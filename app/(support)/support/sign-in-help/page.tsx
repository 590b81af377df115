import type { Metadata } from 'next';
import { AuditCard } from '#components/support/audit-card.tsx';
import { CodeStopForm } from '#components/support/code-stop-form.tsx';
import { StoppedBlocks } from '#components/support/stopped-blocks.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { clearCodeStopAction, findCodeStopsAction, liftBlockStopAction } from '#lib/actions/code-stop.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { listStoppedBlocks } from '#lib/use-cases/sign-in/code-blocks.ts';
import { listCodeStopsCleared } from '#lib/use-cases/sign-in/list-code-stops-cleared.ts';

export const metadata: Metadata = { title: 'Sign-in help' };

export default async function SignInHelpPage() {
  const actor = await requireSupportAgent('/support/sign-in-help');
  const [entries, blocks] = await Promise.all([listCodeStopsCleared({ actor }), listStoppedBlocks({ actor })]);
  return (
    <div className="grid gap-4">
      <PageHeader size="console" title="Sign-in help" description="For people who get no code." />
      <div className="grid items-start gap-4 min-[901px]:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid gap-4">
          <CodeStopForm findAction={findCodeStopsAction} clearAction={clearCodeStopAction} />
          <StoppedBlocks blocks={blocks} liftAction={liftBlockStopAction} />
        </div>
        <AuditCard title="Lifted before" empty="Nobody has lifted a stop yet." entries={entries.map((entry) => ({ ...entry, at: entry.at.toISOString() }))} />
      </div>
    </div>
  );
}
