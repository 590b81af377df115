'use client';

import { History, ShieldCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { useAction } from '#components/console/use-action.ts';
import { actOf, choices, type Choice } from '#components/support/decision-choices.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { DecisionKind } from '#lib/contracts/tickets.ts';
import { mayTransition, type TicketState } from '#lib/domain/limit-increase.ts';

export interface DecisionInput {
  number: number;
  version: number;
  kind: DecisionKind;
  granted: number | null;
  until: string | null;
  reason: string;
}

export interface DecisionFormProps {
  ticket: { number: number; version: number; state: TicketState; current: number; requested: number };
  company: string;
  /** The agent's own app: nobody decides about that. */
  isOwn: boolean;
  granted: number;
  onGranted: (figure: number) => void;
  decideAction: Action<DecisionInput>;
}

const fields = ['kind', 'granted', 'until', 'reason'] as const;

/** Six choices, only the chosen one's fields, and a button that says what happens. A lost race keeps all that was typed. */
export function DecisionForm({ ticket, company, isOwn, granted, onGranted, decideAction }: DecisionFormProps) {
  const router = useRouter();
  const { run, pending, problems, clear } = useAction(decideAction, fields);
  const [kind, setKind] = useState<DecisionKind>('approve');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [done, setDone] = useState(false);
  const notice = useRef<HTMLDivElement>(null);
  const allowed = choices.filter((choice) => mayTransition(ticket.state, choice.to, 'support'));
  const choice: Choice | undefined = allowed.find((each) => each.kind === kind) ?? allowed[0];
  if (!choice) return done ? <Notice tone="ok" role="status">Decided. The developer sees it now.</Notice> : <p className="text-muted">There is nothing to decide any more.</p>;
  const shown = choice;

  function choose(next: DecisionKind) {
    setKind(next);
    clear();
    // A part is less than the whole, whatever the replay stands at.
    if (next === 'approve-in-part' && granted >= ticket.requested) onGranted(Math.floor((ticket.current + ticket.requested) / 2));
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const answer = await run({
      number: ticket.number,
      version: ticket.version,
      kind: shown.kind,
      granted: shown.fields.includes('granted') ? granted : null,
      until: shown.fields.includes('until') && until ? until : null,
      reason,
    });
    if (answer) {
      setDone(true);
      setReason('');
    }
    // Also after a lost race: the page then shows what the other one decided, and this form what was typed.
    router.refresh();
    if (!answer) requestAnimationFrame(() => notice.current?.focus());
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      {isOwn && <Notice tone="warn" title="This is your own app.">Nobody works on a request of their own app. Ask a colleague.</Notice>}
      {problems.form && (
        <div ref={notice} tabIndex={-1}>
          <Notice tone="bad" role="alert">{problems.form}</Notice>
        </div>
      )}
      {done && <Notice tone="ok" role="status">Done. The developer sees it now.</Notice>}
      <fieldset disabled={isOwn} className="grid min-w-0 gap-4">
        <fieldset>
          <legend className="sr-only">Decision</legend>
          <div className="grid grid-cols-2 gap-2">
            {allowed.map((each) => (
              <label
                key={each.kind}
                className="flex gap-2.5 rounded-control border border-border px-3 py-2 leading-5 has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input type="radio" name="kind" value={each.kind} checked={each.kind === shown.kind} onChange={() => choose(each.kind)} className="mt-0.5 size-4 shrink-0 accent-accent" />
                <span className="min-w-0">
                  {each.label}
                  <span className="block text-12 text-muted">{each.note(ticket)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        {shown.fields.length > 0 && (
          <div className="grid grid-cols-2 gap-3">
            {shown.fields.includes('granted') && (
              <Field id="granted" label={shown.kind === 'counter-offer' ? 'Offer, a minute' : 'Grant, a minute'} error={problems.fields.granted}>
                {(control) => <Input {...control} dense inputMode="numeric" value={String(granted)} onChange={(event) => onGranted(Number(event.target.value.replace(/[^\d]/g, '').slice(0, 6)))} />}
              </Field>
            )}
            {shown.fields.includes('until') && (
              <Field id="until" label={shown.kind === 'counter-offer' ? 'Until, if it ends' : 'Until'} error={problems.fields.until}>
                {(control) => <Input {...control} dense type="date" value={until} onChange={(event) => setUntil(event.target.value)} />}
              </Field>
            )}
          </div>
        )}
        <Field id="reason" label={shown.kind === 'ask' ? `What ${company} is asked` : `Reason ${company} sees`} required={shown.needsReason} optional={!shown.needsReason} error={problems.fields.reason}>
          {(control) => <Textarea {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Button type="submit" variant="primary" pending={pending} className="w-full">
          <ShieldCheck />
          {pending ? 'Deciding…' : actOf(shown.kind, { requested: ticket.requested, granted, until })}
        </Button>
      </fieldset>
      <p className="flex gap-1.5 text-12 text-muted">
        <History className="mt-px size-3.5" />
        Limit, ticket and audit entry are one change. {formatFigure(ticket.current)} applies until then. <Kbd className="max-[900px]:hidden">e</Kbd>
      </p>
    </form>
  );
}
