'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { TicketStateBadge } from '#components/console/ticket-state.tsx';
import { TicketTalk, type TalkEvent } from '#components/console/ticket-talk.tsx';
import { useAction } from '#components/console/use-action.ts';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { TicketState } from '#lib/domain/limit-increase.ts';

export interface TicketCardProps {
  ticket: { number: number; version: number; state: TicketState; requested: number; granted: number | null; until: string | null; decisionReason: string | null };
  events: readonly TalkEvent[];
  answerAction: Action<{ number: number; body: string }>;
  acceptAction: Action<{ number: number; version: number }>;
  declineAction: Action<{ number: number; version: number }>;
}

const decided: readonly TicketState[] = ['APPROVED', 'PARTIALLY_APPROVED', 'APPLIED', 'DENIED'];

/** A request as the developer sees it: where it stands, what was decided and said, and the one thing to do next. */
export function TicketCard({ ticket, events, answerAction, acceptAction, declineAction }: TicketCardProps) {
  const router = useRouter();
  const answer = useAction(answerAction, ['body']);
  const accept = useAction(acceptAction);
  const decline = useAction(declineAction);
  const [body, setBody] = useState('');
  const problem = accept.problems.form ?? decline.problems.form ?? answer.problems.form;

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!(await answer.run({ number: ticket.number, body }))) return;
    setBody('');
    router.refresh();
  }
  async function respond(action: typeof accept) {
    if (await action.run({ number: ticket.number, version: ticket.version })) router.refresh();
  }

  return (
    <Card id={`request-${ticket.number}`} tabIndex={-1} padded={false} aria-labelledby={`ticket-${ticket.number}`} className="scroll-mt-16">
      <CardHeader title={`Request #${ticket.number}`} titleId={`ticket-${ticket.number}`} actions={<TicketStateBadge state={ticket.state} />} />
      <CardBody className="grid gap-3">
        {problem && <Notice tone="bad" role="alert">{problem}</Notice>}
        {ticket.state === 'COUNTER_OFFERED' && ticket.granted !== null && (
          <Notice
            tone="warn"
            title={`The support team offers ${formatFigure(ticket.granted)} a minute${ticket.until ? ` until ${ticket.until}` : ''}.`}
            action={
              <span className="flex gap-2">
                <Button variant="primary" size="sm" pending={accept.pending} onClick={() => void respond(accept)}>Accept {formatFigure(ticket.granted)}</Button>
                <Button size="sm" pending={decline.pending} onClick={() => void respond(decline)}>Decline</Button>
              </span>
            }
          >
            {ticket.decisionReason} You asked for {formatFigure(ticket.requested)}.
          </Notice>
        )}
        {decided.includes(ticket.state) && (
          <Notice
            tone={ticket.state === 'DENIED' ? 'bad' : 'ok'}
            title={ticket.state === 'DENIED' || ticket.granted === null ? 'The support team said no.' : `The support team granted ${formatFigure(ticket.granted)} a minute${ticket.until ? ` until ${ticket.until}` : ''}.`}
          >
            {ticket.decisionReason} You asked for {formatFigure(ticket.requested)}.
          </Notice>
        )}
        <TicketTalk events={events} label={`Story of request #${ticket.number}`} />
        <form onSubmit={(event) => void send(event)} className="grid gap-2">
          <Field id={`answer-${ticket.number}`} label={ticket.state === 'NEEDS_INFO' ? 'Your answer to the support team' : 'Write to the support team'} error={answer.problems.fields.body}>
            {(control) => <Textarea {...control} rows={2} value={body} onChange={(event) => setBody(event.target.value)} />}
          </Field>
          <Button type="submit" pending={answer.pending} className="justify-self-start">
            {ticket.state === 'NEEDS_INFO' ? 'Send the answer' : 'Send'}
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}
