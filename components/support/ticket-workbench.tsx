'use client';

import { useState, type ReactNode } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { WhatIf } from '#components/console/what-if.tsx';
import { DecisionForm, type DecisionFormProps, type DecisionInput } from '#components/support/decision-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { SegmentedRadios } from '#components/ui/segmented.tsx';
import type { CallDay, LoadCurve } from '#lib/domain/limit-what-if.ts';

export interface TicketWorkbenchProps {
  ticket: DecisionFormProps['ticket'] & { granted: number | null };
  appName: string;
  company: string;
  isOwn: boolean;
  days: readonly CallDay[];
  curve: LoadCurve;
  decideAction: Action<DecisionInput>;
  /** Beside the replay, from the server: what they ask, the talk, other tickets. */
  asks: ReactNode;
  talk: ReactNode;
  aside: ReactNode;
}

/** The replay and the decision share one figure: what is tried is what is granted. */
export function TicketWorkbench({ ticket, appName, company, isOwn, days, curve, decideAction, asks, talk, aside }: TicketWorkbenchProps) {
  const [figure, setFigure] = useState(ticket.granted ?? ticket.requested);
  const tries = [...new Set([ticket.current * 2, Math.round((ticket.current + ticket.requested) / 2), ticket.requested])].filter((value) => value > ticket.current && value <= ticket.requested);
  return (
    <div className="grid items-start gap-4 min-[901px]:grid-cols-[minmax(0,1fr)_340px]">
      <div className="grid min-w-0 gap-4">
        {asks}
        <Card padded={false} aria-labelledby="replay-title">
          <WhatIf
            title={<h2 id="replay-title" className="text-14">What if <span className="text-12 font-normal text-muted">{days.length} days of {appName}, replayed</span></h2>}
            actions={<SegmentedRadios label="Try a limit" name="try" value={String(figure)} onValueChange={(value) => setFigure(Number(value))} options={tries.map((value) => ({ value: String(value), label: String(value) }))} />}
            current={ticket.current}
            most={Math.max(ticket.requested, ticket.current + 1)}
            wanted={figure}
            onWanted={setFigure}
            days={days}
            curve={curve}
          />
        </Card>
        {talk}
      </div>
      <div className="grid gap-4">
        <Card id="decision" tabIndex={-1} aria-labelledby="decision-title" className="scroll-mt-16 border-strong p-4">
          <h2 id="decision-title" className="mb-3 text-14">Decision</h2>
          <DecisionForm ticket={ticket} company={company} isOwn={isOwn} granted={figure} onGranted={setFigure} decideAction={decideAction} />
        </Card>
        {aside}
      </div>
      <a href="#decision" className="sticky bottom-3 z-10 flex min-h-11 items-center justify-center rounded-control bg-accent font-medium text-on-accent no-underline shadow-float min-[901px]:hidden">
        Decide
      </a>
    </div>
  );
}
