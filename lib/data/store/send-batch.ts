import { crashPoint } from '#lib/crash-point.ts';
import { inOneStatement } from '#lib/data/pool.ts';
import { type BucketRow, giveBack } from '#lib/data/rate-bucket.ts';
import { type UnnumberedMessage, writeValues } from '#lib/data/store/messages-write.ts';
import { aloneStatement, batchStatement, type SendVerdict } from '#lib/data/store/send-statement.ts';
import { lineLimits } from '#lib/domain/rate-limit.ts';
import { clock } from '#lib/clock.ts';
import { firstIdAt } from '#lib/ids.ts';

/** One act of sending, complete but for what only the held mailbox tells: the numbers of its messages and their source (S2). */
export interface SendToStore {
  mailboxId: string;
  sendId: string;
  /** The consent it is sent under; null for the subscriber's own pages. */
  grantId: string | null;
  /** Its Idempotency-Key; `scope` is the client's row id, or `web` for the subscriber's own pages. */
  key: { scope: string; key: string; fingerprint: string } | null;
  messages: readonly UnnumberedMessage[];
}

/** What became of a send. */
export type StoredSend =
  /**
   * `optedOut` have stopped apps: the message was not queued for them. `lastMinute` is how many texts apps have sent from the line in the last minute,
   * null where they come no faster than it may go on.
   */
  | { outcome: 'stored'; threadIds: string[]; optedOut: string[]; lastMinute: number | null }
  /** The Idempotency-Key was used before, by that send. */
  | { outcome: 'known'; sendId: string; fingerprint: string }
  | { outcome: 'grant-ended' }
  /** The number belongs to somebody else. */
  | { outcome: 'line-gone' }
  /** The line has sent as much as a line may (T21). */
  | { outcome: 'line-full'; buckets: BucketRow[] };

/** In a batch: somebody else holds the mailbox, the consent or the key, nothing was done, try this one alone. */
export type BatchedSend = StoredSend | { outcome: 'held' };

/** What a send costs its line: an app's message to ten is ten texts. A person who writes to a group has written once. */
const textsOf = ({ grantId, messages }: SendToStore): number => (grantId === null ? 1 : messages.reduce((sum, { recipients }) => sum + recipients.length, 0));

const [minuteSeconds, daySeconds] = [60, 86_400];

/** Stores sends of different mailboxes, each by its own verdict; what somebody else holds is left out. */
export function storeSends(sends: readonly SendToStore[]): Promise<BatchedSend[]> {
  return judgeAndStore(sends, false);
}

/** Stores one send and waits for whoever holds its consent or its mailbox. `held` when its key was committed meanwhile: ask again. */
export async function storeSendAlone(send: SendToStore): Promise<BatchedSend> {
  const [stored] = await judgeAndStore([send], true);
  if (!stored) throw new Error('A send has no outcome.');
  return stored;
}

/** What a line's limit granted to a send that was not stored is given back. */
async function judgeAndStore(sends: readonly SendToStore[], isAlone: boolean): Promise<BatchedSend[]> {
  const places = new Map(sends.flatMap(({ messages }) => messages.map((message, at) => [message, at + 1] as const)));
  const values = [
    ...writeValues(sends.flatMap(({ messages }) => [...messages]), (message) => ({ place: places.get(message) })),
    JSON.stringify(
      sends.map((send) => ({
        sendId: send.sendId, mailboxId: send.mailboxId, grantId: send.grantId, scope: send.key?.scope, key: send.key?.key, fingerprint: send.key?.fingerprint, texts: textsOf(send),
      })),
    ),
    lineLimits.perMinute,
    lineLimits.perDay,
    firstIdAt(new Date(clock.now().getTime() - minuteSeconds * 1000)),
  ];
  crashPoint('send.before_tx');
  const storing = inOneStatement<SendVerdict>(isAlone ? 'store-send' : 'store-sends', isAlone ? aloneStatement : batchStatement, values);
  setImmediate(() => crashPoint('send.in_tx'));
  const rows = await storing;
  crashPoint('send.after_commit');
  const verdicts = new Map(rows.map((row) => [row.sendId, row]));
  // The verdicts are committed: whatever happens to one send of the day's thousand, they are what the callers must hear.
  return Promise.all(
    sends.map(async (send) => {
      const verdict = verdicts.get(send.sendId);
      if (!verdict) throw new Error('A send has no verdict.');
      if (verdict.threadIds === null) await giveBackLine(verdict, textsOf(send)).catch(() => undefined);
      return outcomeOf(verdict, textsOf(send), isAlone);
    }),
  );
}

function outcomeOf(verdict: SendVerdict, texts: number, isAlone: boolean): BatchedSend {
  if (verdict.threadIds) return { outcome: 'stored', threadIds: [...new Set(verdict.threadIds)], optedOut: verdict.optedOut ?? [], lastMinute: verdict.lastMinute };
  if (!verdict.isHeld) {
    // Alone it has waited: a mailbox it cannot hold has lost its number (T29).
    return { outcome: isAlone ? 'line-gone' : 'held' };
  }
  if (verdict.firstSendId !== null) return { outcome: 'known', sendId: verdict.firstSendId, fingerprint: verdict.fingerprint ?? '' };
  // In a batch it may only be somebody's who changes it right now: alone the send waits and learns.
  if (!verdict.isLive) return { outcome: isAlone ? 'grant-ended' : 'held' };
  const buckets = bucketsOf(verdict, texts);
  return buckets.every(({ granted }) => granted) ? { outcome: 'held' } : { outcome: 'line-full', buckets };
}

function bucketsOf({ minuteGranted, dayGranted, minuteTatMs, dayTatMs, nowMs }: SendVerdict, cost: number): BucketRow[] {
  const minute: BucketRow = { bucket: 'minute', granted: minuteGranted === 1, cost, limit: lineLimits.perMinute, periodSeconds: minuteSeconds, tatMs: minuteTatMs ?? nowMs, nowMs };
  if (!minute.granted) return [minute];
  return [minute, { bucket: 'day', granted: dayGranted === 1, cost, limit: lineLimits.perDay, periodSeconds: daySeconds, tatMs: dayTatMs ?? nowMs, nowMs }];
}

async function giveBackLine({ minuteKey, minuteGranted, dayKey, dayGranted }: SendVerdict, texts: number): Promise<void> {
  if (minuteKey && minuteGranted) await giveBack(minuteKey, { periodSeconds: minuteSeconds, limit: lineLimits.perMinute }, texts);
  if (dayKey && dayGranted) await giveBack(dayKey, { periodSeconds: daySeconds, limit: lineLimits.perDay }, texts);
}
