'use client';

import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { SliderCurve } from '#components/console/slider-curve.tsx';
import { ChartKey, UsageChart } from '#components/console/usage-chart.tsx';
import { UsageTable } from '#components/console/usage-table.tsx';
import { ViewSwitch } from '#components/console/view-switch.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { noneRefusedFrom, refusedAt, type CallDay, type LoadCurve } from '#lib/domain/limit-what-if.ts';

export interface WhatIfProps {
  title: ReactNode;
  /** Beside the figure: the field that says the same value. */
  field?: ReactNode;
  actions?: ReactNode;
  current: number;
  /** The end of the slider. */
  most: number;
  wanted: number;
  onWanted: (value: number) => void;
  days: readonly CallDay[];
  curve: LoadCurve;
}

/** The app's own last days against another limit. Slider, field and buttons are one value; the result is told as an output. */
export function WhatIf({ title, field, actions, current, most, wanted, onWanted, days, curve }: WhatIfProps) {
  const at = Math.min(most, Math.max(current, wanted));
  const before = refusedAt(curve, current);
  const after = refusedAt(curve, at);
  const none = noneRefusedFrom(curve);
  const hasCalls = curve.length > 0;
  const label = `The last ${days.length} days replayed at ${at} a minute`;
  return (
    <ViewSwitch
      title={title}
      actions={actions}
      chart={
        <div className="grid gap-3 px-4 pb-4">
          <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
            {field}
            <output className="block">
              <span className="block text-12 text-muted">Refused in the last {days.length} days, had this been the limit</span>
              <span className="flex flex-wrap items-center gap-2 text-28 leading-9 font-semibold tabular-nums">
                <span className="font-normal text-muted">{formatFigure(before)}</span>
                <ArrowRight className="text-muted" aria-label="becomes" />
                {formatFigure(after)}
                {before > 0 && (
                  <Badge tone={after === 0 ? 'ok' : after < before ? 'ok' : 'neutral'}>{after === 0 ? 'none refused' : `${Math.round((1 - after / before) * 100)} % fewer`}</Badge>
                )}
              </span>
            </output>
            {none > current && none !== at && (
              <Button size="sm" variant="ghost" onClick={() => onWanted(none)} className="text-accent-text">
                Use {formatFigure(none)}: none refused
              </Button>
            )}
          </div>
          <div>
            <SliderCurve curve={curve} from={current} to={most} at={at} />
            <input
              type="range"
              min={current}
              max={most}
              value={at}
              onChange={(event) => onWanted(Number(event.target.value))}
              aria-label="Limit to try, calls a minute"
              aria-valuetext={`${at} a minute, ${after === 0 ? 'none' : after} refused`}
              className="mt-1 h-6 w-full accent-accent touch:h-11"
            />
          </div>
          {hasCalls ? (
            <>
              <p className="text-12 text-muted"><span className="font-medium">{label}</span>, by the running limit’s own rule: a burst up to it, then a steady refill.</p>
              <UsageChart days={days} perMinute={current} wanted={at} label={label} />
              <ChartKey withWanted />
            </>
          ) : (
            <p className="py-8 text-center text-muted">No calls in the last {days.length} days. The replay needs some.</p>
          )}
        </div>
      }
      table={<UsageTable days={days} caption={label} wanted={at} />}
    />
  );
}
