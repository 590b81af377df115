import { writeAudit } from '#lib/data/audit.ts';
import { listLinesOfApps, readLinePatterns } from '#lib/data/consumer-pattern.ts';
import { findLineFlags, type LineFlagRow, listReviewedFlags, moveLineFlag, upsertLineFlag } from '#lib/data/line-flags.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { unpark } from '#lib/data/store/paced.ts';
import { judgePattern, mostWithoutSign, type Sign } from '#lib/domain/consumer-pattern.ts';
import { clock } from '#lib/clock.ts';

const dayMs = 86_400_000;
const reviewedAtOnce = 100;
/** Lines looked at by one statement. */
const linesAtOnce = 100;

/**
 * Looks at the lines that apps have sent for since outbox row `after`, and flags those whose last 24 hours are no person's (L2). A flag that somebody
 * reviewed ends by itself once they are. Bounded: only so many rows are looked through; `hasMore` tells of the rest. Two workers may both look.
 */
export async function watchLines(after: number | null): Promise<{ last: number; hasMore: boolean }> {
  const { mailboxIds, last, hasMore } = await listLinesOfApps(after);
  const lines = [...new Set([...mailboxIds, ...(await listReviewedFlags(reviewedAtOnce))])];
  for (let at = 0; at < lines.length; at += linesAtOnce) await lookAt(lines.slice(at, at + linesAtOnce));
  return { last, hasMore };
}

/** Looks at one line now: its apps have sent faster than a person since somebody last looked. */
export function watchLine(mailboxId: string): Promise<void> {
  return lookAt([mailboxId]);
}

async function lookAt(mailboxIds: readonly string[]): Promise<void> {
  const dayAgo = clock.now().getTime() - dayMs;
  const flags = new Map((await findLineFlags(mailboxIds)).map((flag) => [flag.mailboxId, flag]));
  const since = (mailboxId: string) => new Date(Math.max(dayAgo, flags.get(mailboxId)?.countsFrom?.getTime() ?? 0));
  const patterns = await readLinePatterns(mailboxIds.map((mailboxId) => ({ mailboxId, since: since(mailboxId) })), { few: mostWithoutSign });
  for (const [at, mailboxId] of mailboxIds.entries()) {
    const pattern = patterns[at];
    await judgeLine(mailboxId, flags.get(mailboxId), pattern ? judgePattern(pattern) : []);
  }
}

/** Flags a line that shows signs of no person, and ends a reviewed flag of one that does no more. */
async function judgeLine(mailboxId: string, flag: LineFlagRow | undefined, signs: readonly Sign[]): Promise<void> {
  const countsFrom = flag?.countsFrom ?? null;
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
