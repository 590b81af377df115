'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { toast } from 'sonner';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { useQueueKeys } from '#components/support/use-queue-keys.ts';
import { assignedWords } from '#components/support/assigned-words.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';

export interface TicketActionsProps {
  ticket: { number: number; version: number; canStart: boolean; isOpen: boolean; assigneeId: string | null };
  agents: readonly { id: string; name: string }[];
  agentId: string;
  previous: number | null;
  next: number | null;
  assignAction: Action<{ numbers: number[]; assigneeId: string | null }, { assigned: number[]; ownApps: number[] }>;
  startAction: Action<{ number: number; version: number }>;
}

/** Who has it, start the review, and the tickets before and after. */
export function TicketActions({ ticket, agents, agentId, previous, next, assignAction, startAction }: TicketActionsProps) {
  const router = useRouter();
  const assign = useAction(assignAction);
  const start = useAction(startAction);
  const { number, version } = ticket;

  async function assignTo(assigneeId: string | null) {
    const answer = await assign.run({ numbers: [number], assigneeId });
    toast(answer ? assignedWords(answer) : 'It could not be assigned. Look again.');
    router.refresh();
  }
  async function begin() {
    if (!(await start.run({ number, version }))) toast('Somebody was faster. Look again.');
    router.refresh();
  }
  const keys = useMemo(() => {
    const none = () => undefined;
    return {
      down: () => next !== null && router.push(`/support/tickets/${next}`),
      up: () => previous !== null && router.push(`/support/tickets/${previous}`),
      decide: () => document.querySelector<HTMLElement>('#decision input[type=radio]:checked')?.focus(),
      assign: () => document.getElementById('assign-to-me')?.click(),
      select: none, open: none, search: none, help: none, clear: none,
    };
  }, [next, previous, router]);
  useQueueKeys(keys);

  return (
    <>
      {ticket.isOpen && (
        <>
          {ticket.canStart && <Button pending={start.pending} onClick={() => void begin()}>Start the review</Button>}
          {ticket.assigneeId !== agentId && <Button id="assign-to-me" pending={assign.pending} onClick={() => void assignTo(agentId)}>Assign to me</Button>}
          <label className="sr-only" htmlFor="assignee">Assignee</label>
          <select
            id="assignee"
            value={ticket.assigneeId ?? 'nobody'}
            disabled={assign.pending}
            onChange={(event) => void assignTo(event.target.value === 'nobody' ? null : event.target.value)}
            className="min-h-9 max-w-full rounded-control border border-border bg-surface px-3 text-14 touch:min-h-11"
          >
            <option value="nobody">Nobody has it</option>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>{agent.id === agentId ? `Yours (${agent.name})` : agent.name}</option>
            ))}
          </select>
        </>
      )}
      {previous !== null && <ButtonLink size="icon" href={`/support/tickets/${previous}`} aria-label={`Previous ticket, #${previous}`} title="Previous ticket, k"><ChevronUp /></ButtonLink>}
      {next !== null && <ButtonLink size="icon" href={`/support/tickets/${next}`} aria-label={`Next ticket, #${next}`} title="Next ticket, j"><ChevronDown /></ButtonLink>}
    </>
  );
}
