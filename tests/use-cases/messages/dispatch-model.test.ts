import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SubmitResult } from '#lib/carriers/carrier.ts';
import { sql } from '#lib/data/pool.ts';
import { beginAttempts, type ClaimedRow, claimOutbox, claimSuspect } from '#lib/data/store/outbox.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { recordSubmitResult } from '#lib/use-cases/messages/record-submit-result.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { sweepOutbox } from '#lib/use-cases/messages/sweep-outbox.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { commandOf, dispatchStep } from '#tests/support/models/dispatch-commands.ts';
import { type Command, DispatchModel, type Task } from '#tests/support/models/dispatch-model.ts';

/** The product's own statements, driven by the model's commands. */
class Database {
  private readonly run = newId();
  private readonly messageIds: string[] = [];
  private readonly held: ({ row: ClaimedRow; number: number } | null)[] = [null, null];
  private readonly actor: SubscriberActor;

  constructor(actor: SubscriberActor) {
    this.actor = actor;
  }

  carrierId(entry: string): string {
    return `${this.run} ${entry}`;
  }

  async apply(command: Command, model: DispatchModel, before: Task | null): Promise<void> {
    switch (command.kind) {
      case 'send': {
        const { messageId } = await sendMessage({ actor: this.actor, addresses: [`+1202555${String(1000 + this.messageIds.length)}`], text: 'x' });
        await sql.query(`UPDATE "Message" SET "segmentCount" = $3::int WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [this.actor.mailboxId, messageId, command.segments]);
        this.messageIds.push(messageId);
        return;
      }
      case 'pass':
        await sql.query(
          `UPDATE "Outbox" SET "leaseUntil" = "leaseUntil" - s, "deadlineAt" = "deadlineAt" - s, "validUntil" = "validUntil" - s, "nextAttemptAt" = "nextAttemptAt" - s
           FROM (SELECT make_interval(secs => $2::int) AS s) passed WHERE "mailboxId" = $1::uuid`,
          [this.actor.mailboxId, command.seconds],
        );
        return;
      case 'crash':
        this.held[command.worker] = null;
        return;
      case 'sweep':
        await sweepOutbox();
        return;
      case 'receipt': {
        const entry = model.ledger[command.at % Math.max(1, model.ledger.length)];
        if (!entry) return;
        const id = this.carrierId(entry);
        await recordDeliveryReceipt('fake', { carrierMessageIds: [id], about: null, status: command.status, reason: null, roaming: false, eventKey: command.status, at: new Date() });
        return;
      }
      case 'claim': {
        if (before) return;
        // Instants are kept to the millisecond: what was put back at once may be due a fraction of one later.
        await sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = "nextAttemptAt" - interval '1 second' WHERE "mailboxId" = $1::uuid AND "state" = 'queued'`, [this.actor.mailboxId]);
        const [row] = await claimOutbox(newId(), 30, 1).then(async (rows) => (rows.length > 0 ? rows : claimSuspect(newId(), 30)));
        this.held[command.worker] = row ? { row, number: 0 } : null;
        return;
      }
      case 'begin': {
        const held = this.held[command.worker];
        if (!held || before?.phase !== 'claimed') return;
        const number = (await beginAttempts([held.row])).get(held.row.outboxId);
        if (number === undefined) this.held[command.worker] = null;
        else held.number = number;
        return;
      }
      case 'submit':
        return;
      case 'record': {
        const held = this.held[command.worker];
        if (!held || before?.phase !== 'answered') return;
        this.held[command.worker] = null;
        await recordSubmitResult({ carrier: 'fake', ...held, result: this.resultOf(before, model) });
      }
    }
  }

  private resultOf(task: Task, model: DispatchModel): SubmitResult {
    const carrierMessageIds = Array.from({ length: task.taken }, (_, at) => this.carrierId(`${task.row} ${task.segmentsTaken + at + 1}`));
    const taken = { carrierMessageIds, segmentCount: model.rows[task.row]?.segments ?? 1 };
    switch (task.answer) {
      case 'throttled':
        return { outcome: 'throttled', retryAfterMs: 0, taken };
      case 'not-sent':
      case 'failed':
        return { outcome: task.answer, reason: 'model', retryAfterMs: 0, taken };
      case 'refused':
      case 'in-doubt':
        return { outcome: task.answer, reason: 'model', taken };
      default:
        return { outcome: 'accepted', taken };
    }
  }

  rows() {
    return sql.query(
      `SELECT o."state"::text, o."failures", o."lostLeases", o."segmentsTaken", r."status"::text FROM "Outbox" o
       JOIN "Recipient" r ON r."mailboxId" = o."mailboxId" AND r."messageId" = o."messageId" AND r."position" = o."position"
       WHERE o."mailboxId" = $1::uuid ORDER BY o."id"`,
      [this.actor.mailboxId],
    );
  }
}

it('the database does what the dispatch model does, step by step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(dispatchStep, { minLength: 10, maxLength: 50 }), async (script) => {
      await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
      const model = new DispatchModel();
      const database = new Database(await createSubscriber());
      for (const [at, step] of script.entries()) {
        const command = commandOf(step, model);
        const before = 'worker' in command ? (model.tasks[command.worker] ?? null) : null;
        const task = before && { ...before };
        if (command.kind === 'receipt') await database.apply(command, model, task);
        model.apply(command);
        if (command.kind !== 'receipt') await database.apply(command, model, task);
        const expected = model.rows.map(({ state, failures, lostLeases, segmentsTaken, status }) => ({ state, failures, lostLeases, segmentsTaken, status }));
        expect(await database.rows(), `after step ${at + 1}, ${command.kind}`).toEqual(expected);
      }
    }),
    { numRuns: 120 },
  );
});
