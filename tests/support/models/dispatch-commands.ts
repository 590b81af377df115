import fc from 'fast-check';
import type { Answer, Command, DispatchModel } from '#tests/support/models/dispatch-model.ts';

/** A command, or whatever a worker does next. */
export type Step = Exclude<Command, { kind: 'claim' | 'begin' | 'submit' | 'record' }> | { kind: 'work'; worker: number; answer: Answer; segments: number };

const answers: Answer[] = ['accepted', 'accepted', 'throttled', 'not-sent', 'failed', 'refused', 'in-doubt'];
const worker = fc.nat(1);

/** What may happen to an outbox in any order. The seconds stay well away from every bound: the database's clock runs on between two steps. */
export const dispatchStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('send' as const), segments: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 18, arbitrary: fc.record({ kind: fc.constant('work' as const), worker, segments: fc.nat(2), answer: fc.constantFrom(...answers) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), worker }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(1, 31) }, { weight: 1, arbitrary: fc.constantFrom(86_401, 172_801) }) }) },
  { weight: 5, arbitrary: fc.constant({ kind: 'sweep' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('receipt' as const), at: fc.nat(12), status: fc.constantFrom('accepted' as const, 'delivered' as const, 'delivered' as const, 'undeliverable' as const, 'expired' as const) }),
  },
);

/** The command that a step is, as the worker stands. */
export function commandOf(step: Step, model: DispatchModel): Command {
  if (step.kind !== 'work') return step;
  switch (model.tasks[step.worker]?.phase) {
    case 'claimed':
      return { kind: 'begin', worker: step.worker };
    case 'begun':
      return { ...step, kind: 'submit' };
    case 'answered':
      return { kind: 'record', worker: step.worker };
    default:
      return { kind: 'claim', worker: step.worker };
  }
}
