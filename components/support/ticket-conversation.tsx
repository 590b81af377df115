'use client';

import { Lock, Send } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { TicketTalk, type TalkEvent } from '#components/console/ticket-talk.tsx';
import { useAction } from '#components/console/use-action.ts';
import { cn } from '#components/ui/cn.ts';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SegmentedRadios } from '#components/ui/segmented.tsx';
import { Textarea } from '#components/ui/textarea.tsx';

/** The talk with the developer and the notes of staff, never to be mistaken for each other. */
export function TicketConversation({ number, company, isOwn, events, replyAction }: { number: number; company: string; isOwn: boolean; events: readonly TalkEvent[]; replyAction: Action<{ number: number; body: string; internal: boolean }> }) {
  const router = useRouter();
  const { run, pending, problems } = useAction(replyAction, ['body']);
  const [shown, setShown] = useState('all');
  const [audience, setAudience] = useState('reply');
  const [body, setBody] = useState('');
  const internal = audience === 'note';
  const visible = events.filter((event) => shown === 'all' || event.internal === (shown === 'internal'));

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!(await run({ number, body, internal }))) return;
    setBody('');
    router.refresh();
  }

  return (
    <Card padded={false} aria-labelledby="talk-title">
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5">
        <h2 id="talk-title" className="text-14">Conversation</h2>
        <SegmentedRadios
          label="Show"
          name="talk-shown"
          value={shown}
          onValueChange={setShown}
          options={[
            { value: 'all', label: 'All' },
            { value: 'with', label: `With ${company}` },
            { value: 'internal', label: 'Internal', icon: <Lock /> },
          ]}
        />
      </header>
      <CardBody className="grid gap-3">
        <TicketTalk events={visible} label="Conversation" />
        {isOwn ? <p className="text-muted">This is your own app: only colleagues write here for the support team.</p> : <form onSubmit={(event) => void send(event)} className={cn('grid gap-2 rounded-control border p-3', internal ? 'border-dashed border-warn bg-warn-soft' : 'border-strong')}>
          {problems.form && <Notice tone="bad" role="alert">{problems.form}</Notice>}
          <Field id="reply" label={internal ? 'Internal note, staff only' : `Reply to ${company}`} hideLabel error={problems.fields.body}>
            {(control) => <Textarea {...control} rows={2} value={body} onChange={(event) => setBody(event.target.value)} placeholder={internal ? 'A note. Only staff sees it.' : `Write to ${company}: they see it.`} />}
          </Field>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <SegmentedRadios
              label="Who sees it"
              name="audience"
              value={audience}
              onValueChange={setAudience}
              options={[
                { value: 'reply', label: `Reply to ${company}`, icon: <Send /> },
                { value: 'note', label: 'Internal note', icon: <Lock /> },
              ]}
            />
            <Button type="submit" pending={pending}>{internal ? 'Keep the note' : 'Send'}</Button>
          </div>
        </form>}
      </CardBody>
    </Card>
  );
}
