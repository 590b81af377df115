import { foldSegmentFacts, isFinal, mergeStatus, type RecipientStatus } from '#lib/domain/message-status.ts';

/**
 * What dispatch does, as a state machine without a database: rows, workers that crash and wake up late, a carrier with a ledger, receipts in any
 * order. The tests explore it for the invariants of an outbox (I1 to I4), and hold the SQL to it step by step.
 */
export type RowState = 'queued' | 'claimed' | 'in_doubt' | 'submitted' | 'done' | 'dead' | 'cancelled';

export interface Row {
  id: number;
  segments: number;
  state: RowState;
  failures: number;
  lostLeases: number;
  segmentsTaken: number;
  token: number | null;
  leaseUntil: number;
  /** The attempt of the present lease began. */
  begun: boolean;
  deadlineAt: number | null;
  validUntil: number;
  status: RecipientStatus;
  /** What the carrier told of each segment we know the id of. */
  told: Map<number, RecipientStatus[]>;
  /** Receipts whose id is not known (yet). */
  parked: [segment: number, status: RecipientStatus][];
  events: Set<string>;
}

/** A worker's own memory of one row: gone when it crashes. */
export interface Task {
  row: number;
  token: number;
  /** As it was read at the claim. */
  segmentsTaken: number;
  failures: number;
  phase: 'claimed' | 'begun' | 'answered';
  answer: Answer | null;
  /** Segments that the carrier said it took. */
  taken: number;
}

export type Answer = 'accepted' | 'throttled' | 'not-sent' | 'failed' | 'refused' | 'in-doubt';

export type Command =
  | { kind: 'send'; segments: number }
  | { kind: 'claim'; worker: number }
  | { kind: 'begin'; worker: number }
  /** The bytes leave, and the carrier answers so after having taken `segments` of those that remain. */
  | { kind: 'submit'; worker: number; answer: Answer; segments: number }
  | { kind: 'record'; worker: number }
  | { kind: 'crash'; worker: number }
  | { kind: 'pass'; seconds: number }
  | { kind: 'sweep' }
  | { kind: 'receipt'; at: number; status: RecipientStatus };

const leaseSeconds = 30;
const deadlineSeconds = 172_800;
const validSeconds = 86_400;
const maxFailures = 5;
const mostLostLeases = 5;

export class DispatchModel {
  now = 0;
  rows: Row[] = [];
  tasks: (Task | null)[] = [null, null];
  /** Segments the carrier took: `row segment`, as often as it took them. */
  ledger: string[] = [];
  private tokens = 0;

  apply(command: Command): void {
    switch (command.kind) {
      case 'send':
        this.rows.push(this.newRow(command.segments));
        return;
      case 'pass':
        this.now += command.seconds;
        return;
      case 'crash':
        this.tasks[command.worker] = null;
        return;
      case 'sweep':
        this.sweep();
        return;
      case 'receipt':
        this.receipt(command.at, command.status);
        return;
      case 'claim':
        this.claim(command.worker);
        return;
      case 'begin':
        this.begin(command.worker);
        return;
      case 'submit':
        this.submit(command);
        return;
      case 'record':
        this.record(command.worker);
    }
  }

  private newRow(segments: number): Row {
    return {
      id: this.rows.length, segments, state: 'queued', failures: 0, lostLeases: 0, segmentsTaken: 0, token: null, leaseUntil: 0, begun: false, deadlineAt: null,
      validUntil: this.now + validSeconds, status: 'queued', told: new Map(), parked: [], events: new Set(),
    };
  }

  /** The oldest row that is due; a suspect one only when nothing else is. */
  private claim(worker: number): void {
    if (this.tasks[worker]) return;
    const queued = this.rows.filter(({ state, lostLeases }) => state === 'queued' && lostLeases < mostLostLeases);
    const row = queued.find(({ lostLeases }) => lostLeases === 0) ?? queued.sort((a, b) => a.lostLeases - b.lostLeases || a.id - b.id)[0];
    if (!row) return;
    const token = (this.tokens += 1);
    Object.assign(row, { state: 'claimed', token, leaseUntil: this.now + leaseSeconds, begun: false } satisfies Partial<Row>);
    this.tasks[worker] = { row: row.id, token, segmentsTaken: row.segmentsTaken, failures: row.failures, phase: 'claimed', answer: null, taken: 0 };
  }

  private begin(worker: number): void {
    const task = this.tasks[worker];
    const row = task && this.rows[task.row];
    if (!task || !row || task.phase !== 'claimed') return;
    if (row.state === 'claimed' && row.token === task.token && row.leaseUntil > this.now) {
      row.begun = true;
      task.phase = 'begun';
    } else this.tasks[worker] = null;
  }

  private submit({ worker, answer, segments }: Extract<Command, { kind: 'submit' }>): void {
    const task = this.tasks[worker];
    const row = task && this.rows[task.row];
    if (!task || !row || task.phase !== 'begun') return;
    const left = row.segments - task.segmentsTaken;
    const taken = answer === 'accepted' ? left : Math.min(segments, left - 1);
    for (let at = 1; at <= taken; at += 1) this.ledger.push(`${row.id} ${task.segmentsTaken + at}`);
    // Without an answer the carrier may or may not have taken the next one.
    if (answer === 'in-doubt' && segments % 2 === 1) this.ledger.push(`${row.id} ${task.segmentsTaken + taken + 1}`);
    Object.assign(task, { phase: 'answered', answer, taken } satisfies Partial<Task>);
  }

  private record(worker: number): void {
    const task = this.tasks[worker];
    const row = task && this.rows[task.row];
    if (!task?.answer || !row || task.phase !== 'answered') return;
    this.tasks[worker] = null;
    this.recordAnswer(row, task, task.answer);
    for (let at = 1; at <= task.taken; at += 1) row.told.set(task.segmentsTaken + at, []);
    for (const [segment, status] of row.parked) if (row.told.has(segment)) this.learn(row, segment, status);
    row.parked = row.parked.filter(([segment]) => !row.told.has(segment));
  }

  private recordAnswer(row: Row, task: Task, answer: Answer): void {
    const { taken } = task;
    const isAnswer = answer === 'accepted' || answer === 'refused';
    if (!((row.state === 'claimed' && row.token === task.token) || (row.state === 'in_doubt' && isAnswer))) return;
    const isDead = answer === 'failed' && task.failures + 1 >= maxFailures;
    row.token = null;
    row.lostLeases = 0;
    row.segmentsTaken += taken;
    row.failures += answer === 'failed' && !isDead ? 1 : 0;
    row.state = isDead ? 'dead' : ({ accepted: 'submitted', refused: 'done', 'in-doubt': 'in_doubt', throttled: 'queued', 'not-sent': 'queued', failed: 'queued' } as const)[answer];
    row.deadlineAt = row.state === 'submitted' || row.state === 'in_doubt' ? this.now + deadlineSeconds : null;
    if (row.state === 'submitted' || row.state === 'in_doubt') this.raise(row, 'submitted');
    if (row.state === 'done' || row.state === 'dead') this.raise(row, 'rejected');
    this.settle(row);
  }

  private sweep(): void {
    for (const row of this.rows) {
      if (row.state === 'claimed' && row.leaseUntil < this.now) {
        row.state = row.begun ? 'in_doubt' : 'queued';
        if (row.begun) {
          row.deadlineAt = this.now + deadlineSeconds;
          this.raise(row, 'submitted');
        } else row.lostLeases += 1;
      }
    }
    for (const row of this.rows) {
      if ((row.state === 'submitted' || row.state === 'in_doubt') && row.deadlineAt !== null && row.deadlineAt < this.now) {
        row.state = 'done';
        row.deadlineAt = null;
        this.raise(row, 'unknown');
      } else if (row.state === 'queued' && row.lostLeases >= mostLostLeases) {
        row.state = 'dead';
        this.raise(row, 'rejected');
      } else if (row.state === 'queued' && row.validUntil < this.now) {
        row.state = 'done';
        this.raise(row, 'expired');
      }
    }
  }

  /** About the `at`-th entry of the ledger, as far as its id is known. */
  private receipt(at: number, status: RecipientStatus): void {
    const entry = this.ledger[at % Math.max(1, this.ledger.length)];
    if (!entry) return;
    const [id = 0, segment = 0] = entry.split(' ').map(Number);
    const row = this.rows[id];
    if (!row) return;
    // Its submit is not answered yet, or never will be.
    if (!row.told.has(segment)) row.parked.push([segment, status]);
    else this.learn(row, segment, status);
  }

  private learn(row: Row, segment: number, status: RecipientStatus): void {
    if (row.events.has(`${segment} ${status}`)) return;
    row.events.add(`${segment} ${status}`);
    row.told.get(segment)?.push(status);
    const told = row.segments === 1 ? status : foldSegmentFacts(Array.from({ length: row.segments }, (_, place) => row.told.get(place + 1) ?? []));
    this.raise(row, told);
    this.settle(row);
  }

  private settle(row: Row): void {
    if (!isFinal(row.status) || (row.state !== 'submitted' && row.state !== 'in_doubt')) return;
    row.state = 'done';
    row.deadlineAt = null;
  }

  private raise(row: Row, status: RecipientStatus): void {
    row.status = mergeStatus(row.status, status);
  }
}
