'use client';

import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

/** What can be done to several tickets at once: never a decision. */
export function BulkBar({ count, agents, agentId, pending, onAssign, onClear }: { count: number; agents: readonly { id: string; name: string }[]; agentId: string; pending: boolean; onAssign: (id: string | null) => void; onClear: () => void }) {
  return (
    <div className="sticky bottom-4 z-10 mx-auto mb-4 flex w-fit max-w-[calc(100%-1.5rem)] flex-wrap items-center gap-2 rounded-card border border-border bg-surface py-2 pr-2 pl-4 shadow-float">
      <b role="status">{count} selected</b>
      <Button variant="primary" pending={pending} onClick={() => onAssign(agentId)}>
        Assign to me <Kbd className="max-[900px]:hidden">a</Kbd>
      </Button>
      <label className="sr-only" htmlFor="bulk-assignee">Assign to</label>
      <select
        id="bulk-assignee"
        value=""
        disabled={pending}
        onChange={(event) => onAssign(event.target.value === 'nobody' ? null : event.target.value)}
        className="min-h-9 max-w-full rounded-control border border-border bg-surface px-3 text-14 touch:min-h-11"
      >
        <option value="" disabled>Assign…</option>
        {agents.map((agent) => (
          <option key={agent.id} value={agent.id}>{agent.id === agentId ? `${agent.name} (you)` : agent.name}</option>
        ))}
        <option value="nobody">Nobody</option>
      </select>
      <Button variant="ghost" onClick={onClear}>
        Clear <Kbd className="max-[900px]:hidden">Esc</Kbd>
      </Button>
    </div>
  );
}
