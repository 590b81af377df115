'use client';

import { ArrowRight, Clock } from 'lucide-react';
import { useEffect, useId, useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { EnvironmentBadge } from '#components/console/environment.tsx';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { useAction } from '#components/console/use-action.ts';
import { WhatIf } from '#components/console/what-if.tsx';
import type { OpenRequestData } from '#components/developer/open-request.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormErrorSummary } from '#components/ui/form-error-summary.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { businessCaseMaxCharacters, limitCeiling } from '#lib/domain/limit-increase.ts';
import { mostAsked, refusedAt, type CallDay, type LoadCurve } from '#lib/domain/limit-what-if.ts';
import type { Environment, LimitName } from '#lib/domain/rate-limit.ts';

interface Wish {
  requested: number;
  businessCase: string;
  contact: string;
  until: string | null;
}

export interface RequestFormProps {
  client: { clientId: string; name: string; environment: Environment };
  limitName: LimitName;
  current: number;
  days: readonly CallDay[];
  curve: LoadCurve;
  /** The open request, which this form then amends. */
  amends: OpenRequestData | null;
  contact: string;
  fileAction: Action<Wish & { clientId: string; limitName: LimitName }, { number: number }>;
  amendAction: Action<Wish & { number: number; version: number }>;
  onSent: (number: number, requested: number) => void;
  onCancel: () => void;
}

const fields = ['requested', 'businessCase', 'contact', 'until'] as const;

/** Asks for a higher limit, or amends the open request: figures replayed on the app's own days, a case, for how long, whom to ask. */
export function RequestForm({ client, limitName, current, days, curve, amends: open, contact: ownContact, fileAction, amendAction, onSent, onCancel }: RequestFormProps) {
  const countId = useId();
  const file = useAction(fileAction, fields);
  const amend = useAction(amendAction, fields);
  const { problems, attempt, pending } = open ? amend : file;
  const [wanted, setWanted] = useState(String(open?.requested ?? current * 2));
  const [businessCase, setBusinessCase] = useState(open?.businessCase ?? '');
  const [contact, setContact] = useState(open?.contact ?? ownContact);
  const [until, setUntil] = useState(open?.until ?? '');
  const [isTemporary, setIsTemporary] = useState(open?.until != null);
  const figure = Number(wanted);
  const valid = Number.isInteger(figure) && figure > current;
  const typed = wanted !== '' && !valid ? `It must be a whole number above ${formatFigure(current)}.` : undefined;
  const most = Math.min(limitCeiling, Math.max(current * 5, mostAsked(curve), valid ? figure : 0));

  const isAmending = open !== null;
  useEffect(() => {
    // Whoever asked to amend goes on typing where the figure stands.
    if (isAmending) document.getElementById('requested')?.focus();
  }, [isAmending]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const wish: Wish = { requested: figure, businessCase, contact, until: isTemporary ? until : null };
    if (open) {
      if (await amend.run({ number: open.number, version: open.version, ...wish })) onSent(open.number, figure);
      return;
    }
    const filed = await file.run({ clientId: client.clientId, limitName, ...wish });
    if (filed) onSent(filed.number, figure);
  }

  const errors = [...(problems.form ? [{ message: problems.form }] : []), ...fields.flatMap((field) => (problems.fields[field] ? [{ message: problems.fields[field], fieldId: field }] : []))];
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid items-start gap-4 min-[901px]:grid-cols-[minmax(0,1fr)_320px]">
      <div className="grid min-w-0 gap-4">
        <FormErrorSummary errors={errors} attempt={attempt} />
        {open && (
          <Notice tone="info" title={`You are amending request #${open.number}.`}>
            It asks for {formatFigure(open.requested)}. Sending replaces its figures.
          </Notice>
        )}
        <Card padded={false} aria-labelledby="what-if-title">
          <WhatIf
            title={
              <h2 id="what-if-title" className="flex flex-wrap items-center gap-2 text-14">
                {limitName === 'sends' ? 'Sends' : 'Reads'} per minute <EnvironmentBadge environment={client.environment} /> <span className="text-12 font-normal text-muted">now {formatFigure(current)}</span>
              </h2>
            }
            field={
              <Field id="requested" label="I want, a minute" required error={problems.fields.requested ?? typed}>
                {(control) => <Input {...control} dense inputMode="numeric" className="w-32 font-semibold" value={wanted} onChange={(event) => setWanted(event.target.value.replace(/[^\d]/g, '').slice(0, 6))} />}
              </Field>
            }
            current={current}
            most={most}
            wanted={valid ? figure : current}
            onWanted={(value) => setWanted(String(value))}
            days={days}
            curve={curve}
          />
        </Card>
        <Card aria-labelledby="why-title" className="grid gap-4 p-4">
          <h2 id="why-title" className="text-14">Why, how long, who to ask</h2>
          <Field id="businessCase" label="Business case" required error={problems.fields.businessCase} description="Who writes, to whom, when it peaks. No names or numbers of subscribers." aside={<span id={countId} className="text-12 text-muted tabular-nums">{formatFigure([...businessCase].length)} of {formatFigure(businessCaseMaxCharacters)}</span>}>
            {(control) => <Textarea {...control} value={businessCase} onChange={(event) => setBusinessCase(event.target.value)} />}
          </Field>
          <div className="grid items-start gap-4 min-[901px]:grid-cols-2">
            <div className="grid gap-3">
              <RadioGroup
                name="how-long"
                legend="For how long"
                value={isTemporary ? 'until' : 'permanent'}
                onChange={(event) => setIsTemporary(event.target.value === 'until')}
                options={[
                  { value: 'permanent', label: 'Permanent' },
                  { value: 'until', label: 'Until a day', description: 'Ends by itself' },
                ]}
              />
              {isTemporary && (
                <Field id="until" label="Last day, UTC" error={problems.fields.until}>
                  {(control) => <Input {...control} dense type="date" value={until} onChange={(event) => setUntil(event.target.value)} />}
                </Field>
              )}
            </div>
            <Field id="contact" label="Contact for questions" required error={problems.fields.contact} description="Only the support team sees it.">
              {(control) => <Input {...control} dense type="email" value={contact} onChange={(event) => setContact(event.target.value)} autoComplete="email" />}
            </Field>
          </div>
        </Card>
      </div>
      <Card aria-labelledby="summary-title" className="grid gap-3 p-4">
        <div className="flex items-center justify-between gap-2">
          <h2 id="summary-title" className="text-14">Your request</h2>
          {open && <Badge tone="warn" icon={null}>Amends #{open.number}</Badge>}
        </div>
        <p className="flex items-center gap-2 text-22 font-semibold tabular-nums">
          {formatFigure(current)} <ArrowRight className="size-4" aria-label="to" /> {valid ? formatFigure(figure) : '–'} <small className="text-14 font-normal text-muted">a minute</small>
        </p>
        <DefinitionList
          items={[
            { term: 'App', value: client.name },
            { term: 'Limit', value: `${limitName === 'sends' ? 'Sends' : 'Reads'} per minute` },
            ...(open ? [{ term: `Before, #${open.number}`, value: formatFigure(open.requested) }] : []),
            { term: `Refused, ${days.length} days`, value: `${formatFigure(refusedAt(curve, current))} → ${valid ? formatFigure(refusedAt(curve, figure)) : '–'}` },
            { term: 'Until', value: isTemporary ? until || 'Choose a day' : 'Permanent' },
          ]}
        />
        <Notice tone="ok" icon={<Clock />}>Usually answered within one day.</Notice>
        <Button type="submit" variant="primary" pending={pending} className="w-full">
          {pending ? 'Sending…' : open ? 'Send the change' : 'Send the request'}
        </Button>
        {open && <Button className="w-full" onClick={onCancel}>Leave it as it is</Button>}
      </Card>
    </form>
  );
}
