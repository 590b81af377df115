import { useId } from 'react';
import { type ControlLook, stopOf } from '#components/simulator/condition-controls.ts';

/** One control: its name, its figure, its slider, and what will be seen. */
export function ConditionSlider({ control, value, onChange }: { control: ControlLook; value: number | null; onChange: (value: number | null) => void }) {
  const id = useId();
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3 text-14">
        <label htmlFor={id}>{control.label}</label>
        <output htmlFor={id} className="font-semibold whitespace-nowrap tabular-nums">
          {control.figure(value)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={control.stops.length - 1}
        value={stopOf(control, value)}
        aria-valuetext={control.figure(value)}
        aria-describedby={`${id}-sees`}
        onChange={(event) => onChange(control.stops[Number(event.target.value)] ?? null)}
        className="block h-6 w-full accent-accent touch:h-11"
      />
      <p id={`${id}-sees`} className="text-12 text-muted">
        {control.sees(value)}
      </p>
    </div>
  );
}
