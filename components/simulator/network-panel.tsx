'use client';

import { Dices, Unplug } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { conditionBounds, type NetworkConditions, networkPresets, presetOf } from '#lib/domain/network-conditions.ts';
import { attempt, type Act } from '#components/inbox/action-types.ts';
import { controls } from '#components/simulator/condition-controls.ts';
import { ConditionSlider } from '#components/simulator/condition-slider.tsx';
import { cn } from '#components/ui/cn.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Switch } from '#components/ui/switch.tsx';

export interface NetworkPanelProps {
  conditions: NetworkConditions;
  setAction: Act<NetworkConditions, { done: boolean }>;
  className?: string;
}

/** A slider that is dragged sets the network when it rests. */
const restMs = 250;

/** The weather of the network: presets by name, each control by itself, and the seed that decides whom it hits. */
export function NetworkPanel({ conditions, setAction, className }: NetworkPanelProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<NetworkConditions | null>(null);
  const [, start] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = draft ?? conditions;
  const preset = presetOf(shown);

  function set(next: NetworkConditions, afterMs: number) {
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      start(async () => {
        const { failure } = await attempt(() => setAction(next));
        if (failure) toast.error(failure.text);
        start(() => {
          if (!failure) router.refresh();
          // What was moved meanwhile stays as it is moved.
          setDraft((current) => (current === next ? null : current));
        });
      });
    }, afterMs);
  }

  return (
    <section aria-labelledby="network-title" className={cn('grid content-start gap-4 rounded-card border border-border bg-surface px-5 py-4', className)}>
      <div className="flex items-center justify-between gap-3">
        <h2 id="network-title" className="text-16">
          Network
        </h2>
        <Switch label="Link up" checked={!shown.isLinkDown} onChange={(event) => set({ ...shown, isLinkDown: !event.currentTarget.checked }, 0)} className="gap-2" />
      </div>
      <div>
        <div role="group" aria-label="Weather" aria-describedby="weather-sees" className="flex flex-wrap gap-1.5">
          {networkPresets.map(({ key, name, conditions: weather }) => (
            <button
              key={key}
              type="button"
              aria-pressed={preset?.key === key}
              onClick={() => set({ ...weather, seed: shown.seed }, 0)}
              className="inline-flex min-h-8 items-center rounded-full border border-border bg-surface px-3 text-13 font-medium text-muted hover:text-ink aria-pressed:border-transparent aria-pressed:bg-selected aria-pressed:text-ink touch:min-h-11"
            >
              {name}
            </button>
          ))}
        </div>
        <p id="weather-sees" aria-live="polite" className="mt-2 min-h-10 text-13 text-muted">
          {preset ? preset.sees : 'A weather of your own.'}
        </p>
      </div>
      {shown.isLinkDown && (
        <p className="flex items-center gap-2 rounded-control bg-warn-soft px-3 py-2 text-13 text-warn">
          <Unplug aria-hidden="true" className="size-4 shrink-0" />
          Nothing moves until the link is up again.
        </p>
      )}
      <div className="grid gap-3">
        {controls.map((control) => (
          <ConditionSlider key={control.key} control={control} value={shown[control.key]} onChange={(value) => set({ ...shown, [control.key]: value }, restMs)} />
        ))}
      </div>
      <div className="grid gap-1 border-t border-border pt-3">
        <div className="flex items-center gap-2">
          <label htmlFor="seed" className="text-14">
            Seed
          </label>
          <input
            id="seed"
            inputMode="numeric"
            autoComplete="off"
            aria-describedby="seed-sees"
            value={shown.seed}
            onChange={(event) => set({ ...shown, seed: Math.min(conditionBounds.seed, Number(event.currentTarget.value.replace(/\D/g, ''))) }, restMs)}
            className="h-9 min-w-0 flex-1 rounded-control border border-strong bg-transparent px-2.5 font-mono text-13 touch:h-11 touch:text-16"
          />
          <IconButton icon={<Dices />} label="Another seed" onClick={() => set({ ...shown, seed: newSeed() }, 0)} />
        </div>
        <p id="seed-sees" className="text-12 text-muted">
          Decides which messages are hit. Under the same seed the same submit fares the same.
        </p>
      </div>
    </section>
  );
}

function newSeed(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn % (conditionBounds.seed + 1);
}
