import { writeAudit } from '#lib/data/audit.ts';
import { listLinesOfApps, readLinePattern } from '#lib/data/consumer-pattern.ts';
import { findLineFlag, listReviewedFlags, moveLineFlag, upsertLineFlag } from '#lib/data/line-flags.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { unpark } from '#lib/data/store/paced.ts';
import { judgePattern } from '#lib/domain/consumer-pattern.ts';
import { clock } from '#lib/clock.ts';

const dayMs = 86_400_000;
const reviewedAtOnce = 100;

/**
 * Looks at the lines that apps have sent for since outbox row `after`, and flags those whose last 24 hours are no person's (L2). A flag that somebody
 * reviewed ends by itself once they are. Bounded: only so many rows are looked through; `hasMore` tells of the rest. Two workers may both look.
 */
export async function watchLines(after: number | null): Promise<{ last: number; hasMore: boolean }> {
  const { mailboxIds, last, hasMore } = await listLinesOfApps(after);
  for (const mailboxId of new Set([...mailboxIds, ...(await listReviewedFlags(reviewedAtOnce))])) await watchLine(mailboxId);
  return { last, hasMore };
}

/** Looks at one line now: its apps have sent faster than a person since somebody last looked. */
export async function watchLine(mailboxId: string): Promise<void> {
  const flag = await findLineFlag(mailboxId);
  const dayAgo = clock.now().getTime() - dayMs;
  const countsFrom = flag?.countsFrom ?? null;
  const signs = judgePattern(await readLinePattern(mailboxId, new Date(Math.max(dayAgo, countsFrom?.getTime() ?? 0))));
  if (signs.length > 0) {
    await inTransaction(async (tx) => {
      if (!(await upsertLineFlag(sqlOf(tx), { mailboxId, signs, countsFrom }))) return;
      await notify(sqlOf(tx), { topic: 'line-flag', mailboxId });
      await writeAudit(tx, { actor: { kind: 'system' }, action: 'line.flagged', subjectKind: 'line', subjectId: mailboxId, detail: { signs: signs.map(({ key, value }) => `${key} ${value}`) } });
    });
  } else if (flag?.state === 'reviewed') {
    await inTransaction(async (tx) => {
      if (!(await moveLineFlag(sqlOf(tx), { mailboxId, from: ['reviewed'], to: 'released', note: null }))) return;
      await unpark(sqlOf(tx), mailboxId);
      await notify(sqlOf(tx), { topic: 'line-flag', mailboxId });
      await writeAudit(tx, { actor: { kind: 'system' }, action: 'line.flag-ended', subjectKind: 'line', subjectId: mailboxId });
    });
  }
}
