import { Inbox } from 'lucide-react';
import type { Metadata } from 'next';
import { TicketsTable } from '#components/developer/tickets-table.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { listAccountTickets } from '#lib/use-cases/tickets/get-own-ticket.ts';

export const metadata: Metadata = { title: 'Requests' };

export default async function RequestsPage() {
  const actor = await requireDeveloper('/developer/requests');
  const tickets = await listAccountTickets({ actor });
  return (
    <div className="grid gap-4">
      <PageHeader size="console" title="Requests" description="What your apps asked for, and what became of it." />
      <Card as="section" padded={false} aria-label="Requests">
        {tickets.length === 0 ? (
          <EmptyState icon={<Inbox />} title="Your requests for higher limits will be here" action={<ButtonLink href="/developer/apps">Choose an app</ButtonLink>}>
            Each app asks on its own page, with a business case.
          </EmptyState>
        ) : (
          <TicketsTable tickets={tickets} caption="Requests of all apps, newest first" />
        )}
      </Card>
    </div>
  );
}
