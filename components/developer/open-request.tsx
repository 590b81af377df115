'use client';

import { ArrowRight, PencilLine } from 'lucide-react';
import type { Action } from '#components/console/action-answer.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { WithdrawButton } from '#components/developer/withdraw-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';
import type { LimitName } from '#lib/domain/rate-limit.ts';

export interface OpenRequestData {
  number: number;
  version: number;
  requested: number;
  businessCase: string;
  contact: string;
  until: string | null;
}

export interface OpenRequestProps {
  request: OpenRequestData;
  limitName: LimitName;
  current: number;
  onAmend: () => void;
  onWithdrawn: () => void;
  withdrawAction: Action<{ number: number; version: number }>;
}

/** What was asked, as it stands. Changing it is a step of its own, so that no stray press replaces a request. */
export function OpenRequest({ request, limitName, current, onAmend, onWithdrawn, withdrawAction }: OpenRequestProps) {
  const { number, version, requested, businessCase, contact, until } = request;
  return (
    <Card aria-labelledby="open-request-title" className="grid gap-3 p-4">
      <h2 id="open-request-title" className="text-14">What you asked for</h2>
      <p className="flex flex-wrap items-center gap-2 text-22 font-semibold tabular-nums">
        {formatFigure(current)} <ArrowRight className="size-4" aria-label="to" /> {formatFigure(requested)} <small className="text-14 font-normal text-muted">{limitName} a minute</small>
      </p>
      <DefinitionList
        items={[
          { term: 'Until', value: until ?? 'Permanent' },
          { term: 'Contact', value: contact },
          { term: 'Business case', value: <bdi className="whitespace-pre-wrap">{businessCase}</bdi> },
        ]}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={onAmend}>
          <PencilLine />
          Amend request #{number}
        </Button>
        <WithdrawButton number={number} version={version} onWithdrawn={onWithdrawn} withdrawAction={withdrawAction} />
      </div>
    </Card>
  );
}
