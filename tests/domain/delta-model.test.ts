import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOfChange } from '#lib/domain/delta.ts';
import { DeltaStore } from '#tests/support/models/delta-store.ts';

/** A client that keeps a copy by delta alone. */
class Reader {
  readonly copy = new Map<string, string>();
  readonly gone = new Set<string>();
  state = 0;
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** One page; the answer may be lost on its way, and is then asked for again. */
  read(store: DeltaStore, isLost: boolean): boolean {
    const { upTo, rows } = store.page(this.state, this.limit);
    if (isLost) return true;
    for (const row of rows) {
      const kind = kindOfChange(row, this.state);
      const flags = `${row.isUnread} ${row.isFavorite}`;
      if (kind === 'adds') {
        if (this.copy.has(row.id) || this.gone.has(row.id)) throw new Error('an add came twice, or after the delete');
        this.copy.set(row.id, flags);
      } else if (kind === 'updates') {
        if (!this.copy.has(row.id)) throw new Error('an update came before its add');
        this.copy.set(row.id, flags);
      } else if (kind === 'deletes') {
        this.copy.delete(row.id);
        this.gone.add(row.id);
      }
    }
    if (upTo < this.state) throw new Error('the state went back');
    this.state = upTo;
    return upTo < store.modSeq;
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({ kind: 'add' as const }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('mark' as const), at: fc.nat(40), isUnread: fc.boolean(), isFavorite: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.nat(40) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('read' as const), reader: fc.nat(2), isLost: fc.boolean() }) },
  ),
  { minLength: 1, maxLength: 80 },
);

describe('delta model (I3)', () => {
  it('every reader ends equal to the store: no update before its add, no resurrection, nothing lost, whatever the pages and lost answers', () => {
    fc.assert(
      fc.property(steps, fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 100 })), (script, limits) => {
        const store = new DeltaStore();
        const readers = limits.map((limit) => new Reader(limit));
        for (const step of script) {
          const message = 'at' in step ? store.messages[step.at % Math.max(1, store.messages.length)] : undefined;
          if (step.kind === 'add') store.add();
          else if (step.kind === 'read') readers[step.reader]?.read(store, step.isLost);
          else if (message && step.kind === 'mark') store.mark(message, step);
          else if (message) store.delete(message);
        }
        const truth = store.messages.filter(({ isDeleted }) => !isDeleted).map(({ id, isUnread, isFavorite }) => [id, `${isUnread} ${isFavorite}`]);
        for (const reader of readers) {
          while (reader.read(store, false));
          expect([...reader.copy].sort()).toEqual(truth.sort());
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
