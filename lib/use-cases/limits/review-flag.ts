import { writeAudit } from '#lib/data/audit.ts';
import { moveLineFlag } from '#lib/data/line-flags.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { unpark } from '#lib/data/store/paced.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import type { LineFlagState } from '#lib/domain/consumer-pattern.ts';
import { AppError } from '#lib/errors.ts';

const states = { reviewed: 'reviewed', 'keep-slow': 'kept_slow', release: 'released' } as const satisfies Record<string, LineFlagState>;
export type FlagDecision = keyof typeof states;

/**
 * What support decides about a flagged line, with a note and an audit entry in one transaction. Released, its apps send at full pace at once and
 * counting begins anew. Throws `conflict` when the flag has ended meanwhile.
 */
export async function reviewFlag(options: { actor: SupportActor; mailboxId: string; decision: FlagDecision; note: string }): Promise<void> {
  const { actor, mailboxId, decision, note } = options;
  await inTransaction(async (tx) => {
    const flag = await moveLineFlag(sqlOf(tx), { mailboxId, from: ['open', 'reviewed', 'kept_slow'], to: states[decision], note });
    if (!flag) throw new AppError('conflict', 'This flag has ended meanwhile. Nothing was changed.');
    await notify(sqlOf(tx), { topic: 'line-flag', mailboxId });
    if (decision === 'release') {
      await unpark(sqlOf(tx), mailboxId);
      await notify(sqlOf(tx), { topic: 'outbox' });
    }
    await writeAudit(tx, { actor, action: `line.flag-${decision === 'release' ? 'released' : decision === 'keep-slow' ? 'kept-slow' : 'reviewed'}`, subjectKind: 'line', subjectId: mailboxId, detail: { note } });
  });
}
