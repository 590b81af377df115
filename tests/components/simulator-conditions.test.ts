import { describe, expect, it } from 'vitest';
import { controls, stopOf } from '#components/simulator/condition-controls.ts';
import { networkConditionsSchema } from '#lib/contracts/simulator.ts';
import { calmConditions, networkPresets, presetOf } from '#lib/domain/network-conditions.ts';

describe('the controls of the simulated network', () => {
  it.each(controls)('$label: every stop is a value that may be set, with a figure and a sentence of its own kind', (control) => {
    for (const stop of control.stops) {
      expect(networkConditionsSchema.safeParse({ ...calmConditions, [control.key]: stop })).toMatchObject({ success: true });
      expect(control.figure(stop)).toMatch(/\S/);
      expect(control.sees(stop)).toMatch(/\.$/);
    }
    expect(control.sees(calmConditions[control.key])).not.toBe(control.sees(control.stops.find((stop) => stop !== calmConditions[control.key]) ?? 0));
  });

  it.each(networkPresets)('$name stands exactly on the sliders, whatever the seed, and is known again', ({ key, conditions }) => {
    for (const control of controls) expect(control.stops[stopOf(control, conditions[control.key])]).toBe(conditions[control.key]);
    expect(presetOf({ ...conditions, seed: 77 })?.key).toBe(key);
  });

  it('shows what a script set between two stops at the one before it', () => {
    const [latency] = controls;
    expect(latency?.stops[latency ? stopOf(latency, 299) : 0]).toBe(200);
    expect(presetOf({ ...calmConditions, latencyMs: 299 })).toBeNull();
  });
});
