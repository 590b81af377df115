'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Textarea } from '#components/ui/textarea.tsx';

type Decision = 'reviewed' | 'keep-slow' | 'release';

export interface FlagCardProps {
  flag: { mailboxId: string; line: string; state: 'open' | 'reviewed' | 'kept_slow' | 'released'; apps: string[]; signs: string[]; since: string; times: number; note: string; decided: { by: string | null; at: string } | null; waiting: number; stopped: number };
  reviewAction: Action<{ mailboxId: string; decision: Decision; note: string }>;
}

const stateWords = {
  open: { tone: 'warn', text: 'Nobody has looked' },
  reviewed: { tone: 'info', text: 'Reviewed, ends by itself' },
  kept_slow: { tone: 'bad', text: 'Kept slow until released' },
  released: { tone: 'ok', text: 'Released' },
} as const;

const decisions = [
  { decision: 'reviewed', label: 'Reviewed' },
  { decision: 'keep-slow', label: 'Keep slow' },
  { decision: 'release', label: 'Release' },
] as const;

/** One flagged line: why, since when, and what is decided about it, with a note that is written down. */
export function FlagCard({ flag, reviewAction }: FlagCardProps) {
  const router = useRouter();
  const { run, pending, problems } = useAction(reviewAction, ['note']);
  const [note, setNote] = useState('');
  const state = stateWords[flag.state];

  async function decide(decision: Decision) {
    if (!(await run({ mailboxId: flag.mailboxId, decision, note }))) return;
    setNote('');
    router.refresh();
  }
  return (
    <Card as="section" className="grid gap-4 p-4" aria-label={`Flagged line ${flag.line}`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-16 tabular-nums">{flag.line}</h2>
        <Badge tone={state.tone}>{state.text}</Badge>
      </div>
      <ul className="grid list-disc gap-1 pl-5">
        {flag.signs.map((sign) => (
          <li key={sign}>{sign}</li>
        ))}
      </ul>
      <DefinitionList
        items={[
          { term: 'Flagged', value: <><RelativeTime at={flag.since} />{flag.times > 1 && `, ${flag.times} times so far`}</> },
          { term: 'Apps', value: <bdi className="wrap-anywhere">{flag.apps.join(', ') || '–'}</bdi> },
          { term: 'Waiting to be sent', value: flag.waiting },
          { term: 'Recipients who stopped apps', value: flag.stopped },
          ...(flag.decided
            ? [{ term: 'Decided', value: <><bdi>{flag.decided.by ?? 'Support'}</bdi>, <RelativeTime at={flag.decided.at} />: <bdi className="wrap-anywhere">{flag.note}</bdi></> }]
            : []),
        ]}
      />
      {problems.form && <Notice tone="bad" role="alert">{problems.form}</Notice>}
      <Field label="Note" required error={problems.fields.note} description="What you saw and why you decide so. It is written down with your name.">
        {(control) => <Textarea {...control} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <div className="flex flex-wrap gap-2">
        {decisions.map(({ decision, label }) => (
          <Button key={decision} size="sm" variant={decision === 'release' ? 'primary' : undefined} pending={pending} onClick={() => void decide(decision)}>
            {label}
            <span className="sr-only">: {flag.line}</span>
          </Button>
        ))}
      </div>
    </Card>
  );
}
