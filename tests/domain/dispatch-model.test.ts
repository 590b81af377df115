import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal, statusRank } from '#lib/domain/message-status.ts';
import { commandOf, dispatchStep, type Step } from '#tests/support/models/dispatch-commands.ts';
import { DispatchModel } from '#tests/support/models/dispatch-model.ts';

const scripts = fc.array(dispatchStep, { minLength: 1, maxLength: 80 });

function run(script: readonly Step[]): DispatchModel {
  const model = new DispatchModel();
  const ranks = new Map<number, number>();
  for (const step of script) {
    model.apply(commandOf(step, model));
    for (const row of model.rows) {
      const rank = statusRank(row.status);
      if (rank < (ranks.get(row.id) ?? 0)) throw new Error(`M5: the status of ${row.id} fell to ${row.status}`);
      ranks.set(row.id, rank);
    }
    if (new Set(model.ledger).size !== model.ledger.length) throw new Error(`I2: taken twice: ${model.ledger.join(', ')}`);
    const holders = model.rows.filter(({ state }) => state === 'claimed').map(({ token }) => token);
    if (new Set(holders).size !== holders.length) throw new Error('F12: two rows under one token');
  }
  return model;
}

/** The network is well and the workers live: everything comes to its end. */
function finish(model: DispatchModel): void {
  for (let round = 0; round < 200; round += 1) {
    for (const worker of [0, 1]) {
      for (const command of [{ kind: 'claim', worker }, { kind: 'begin', worker }, { kind: 'submit', worker, answer: 'accepted', segments: 0 }, { kind: 'record', worker }] as const) model.apply(command);
    }
    model.apply({ kind: 'pass', seconds: 31 });
    model.apply({ kind: 'sweep' });
    if (model.rows.every(({ state }) => state !== 'queued' && state !== 'claimed')) break;
  }
  model.apply({ kind: 'pass', seconds: 172_801 });
  model.apply({ kind: 'sweep' });
}

describe('the dispatch model', () => {
  it('I1 I2 I3 M5: no crash, late worker or order of receipts loses a message, has one taken twice, lets a status fall, or leaves one without an end', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const model = run(script);
        finish(model);
        if (new Set(model.ledger).size !== model.ledger.length) throw new Error('I2: taken twice at the end');
        for (const row of model.rows) {
          expect(['done', 'dead', 'cancelled']).toContain(row.state);
          expect(isFinal(row.status)).toBe(true);
          // A message that was called sent was taken; one that nobody took is never called delivered.
          if (row.status === 'delivered') expect(model.ledger.filter((entry) => entry.startsWith(`${row.id} `))).toHaveLength(row.segments);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('I4: the order of receipts does not matter, nor how often each comes', () => {
    const receipts = fc.array(fc.record({ at: fc.nat(8), status: fc.constantFrom('accepted' as const, 'delivered' as const, 'undeliverable' as const, 'expired' as const) }), { maxLength: 12 });
    fc.assert(
      fc.property(scripts, receipts.chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }))), (script, [told, shuffled]) => {
        const withoutReceipts = script.filter(({ kind }) => kind !== 'receipt' && kind !== 'pass');
        const [one, other] = [run(withoutReceipts), run(withoutReceipts)];
        for (const receipt of told) one.apply({ kind: 'receipt', ...receipt });
        for (const receipt of shuffled) other.apply({ kind: 'receipt', ...receipt });
        expect(other.rows.map(({ status }) => status)).toEqual(one.rows.map(({ status }) => status));
      }),
      { numRuns: 5_000 },
    );
  });
});
