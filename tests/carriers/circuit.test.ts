import { describe, expect, it } from 'vitest';
import { createCircuit } from '#lib/carriers/circuit.ts';

function make() {
  const time = { now: 0 };
  return { time, circuit: createCircuit({ breaksAfter: 3, pauseMs: 1_000, longestPauseMs: 4_000, now: () => time.now }) };
}

describe('the circuit of a link', () => {
  it('is whole until so many failures in a row', () => {
    const { circuit } = make();
    for (const outcome of ['failed', 'failed', 'succeeded', 'failed', 'failed'] as const) circuit[outcome]();
    expect([circuit.isBroken(), circuit.free()]).toEqual([false, Number.POSITIVE_INFINITY]);
    circuit.failed();
    expect([circuit.isBroken(), circuit.free(), circuit.waitMs()]).toEqual([true, 0, 1_000]);
  });

  it('tries with one, and pauses longer after each try in vain, up to a bound', () => {
    const { circuit, time } = make();
    for (let at = 0; at < 3; at += 1) circuit.failed();
    for (const pause of [1_000, 2_000, 4_000, 4_000]) {
      expect(circuit.waitMs()).toBe(pause);
      time.now += pause;
      expect(circuit.free()).toBe(1);
      circuit.began();
      expect([circuit.free(), circuit.waitMs()]).toEqual([0, 1_000]);
      circuit.failed();
    }
  });

  it('an answer that all would get breaks it at once, and counts once however many were under way', () => {
    const { circuit, time } = make();
    for (let at = 0; at < 5; at += 1) circuit.failedForAll();
    expect([circuit.isBroken(), circuit.free(), circuit.waitMs()]).toEqual([true, 0, 1_000]);
    time.now += 1_000;
    circuit.began();
    circuit.failedForAll();
    expect([circuit.isBroken(), circuit.waitMs()]).toEqual([true, 2_000]);
    circuit.succeeded();
    expect(circuit.isBroken()).toBe(false);
  });

  it('one success makes it whole, with the short pause again', () => {
    const { circuit, time } = make();
    for (let at = 0; at < 4; at += 1) circuit.failed();
    time.now += 2_000;
    circuit.began();
    circuit.succeeded();
    expect([circuit.isBroken(), circuit.free()]).toEqual([false, Number.POSITIVE_INFINITY]);
    for (let at = 0; at < 3; at += 1) circuit.failed();
    expect(circuit.waitMs()).toBe(1_000);
  });
});
