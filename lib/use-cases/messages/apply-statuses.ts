import { clock } from '#lib/clock.ts';
import type { Sql } from '#lib/data/pool.ts';
import type { RecipientRef } from '#lib/data/store/receipts.ts';
import { appendStatusEvents, listSegmentStatuses, lockRecipients, recipientKey, setRecipientStatuses, type StatusChange, type StatusFact } from '#lib/data/store/status-events.ts';
import { countInto, dispatchCounts } from '#lib/use-cases/operations/dispatch-counters.ts';
import { foldSegmentFacts, mergeStatus, type RecipientStatus } from '#lib/domain/message-status.ts';

/** What was learned about a recipient. A fact about one of several segments counts once the segments together say so. */
export interface LearnedFact extends StatusFact {
  segmentCount?: number;
  roaming?: boolean;
}

/** Bytes may have left, and no answer came: told as handed over, never as waiting. */
export function inDoubtFact({ mailboxId, messageId, position }: RecipientRef, attempt: number): LearnedFact {
  return { mailboxId, messageId, position, segment: null, source: 'carrier', at: clock.now(), status: 'submitted', reason: 'no-answer', eventKey: `in doubt ${attempt}` };
}

/**
 * Records facts and moves each recipient's status as far as they outrank it (M5, I4); the same fact twice changes nothing. Answers the statuses
 * afterwards by `recipientKey`; a recipient whose message is gone has none. The caller holds the mailboxes.
 */
export async function applyStatuses(tx: Sql, facts: readonly LearnedFact[]): Promise<Map<string, RecipientStatus>> {
  if (facts.length === 0) return new Map();
  const recipients = new Map((await lockRecipients(tx, facts)).map((row) => [recipientKey(row), row]));
  const known = facts.filter((fact) => recipients.has(recipientKey(fact)));
  const segments = await segmentsBefore(tx, known);
  const changes = new Map<string, StatusChange>();
  for (const fact of (await appendStatusEvents(tx, known)) as LearnedFact[]) {
    const key = recipientKey(fact);
    const current = changes.get(key) ?? recipients.get(key);
    if (!current) continue;
    const status = mergeStatus(current.status, told(fact, segments));
    const roaming = fact.roaming ?? current.roaming;
    const reason = reasonAfter(current, fact, status);
    if (status === current.status && roaming === current.roaming && reason === current.reason) continue;
    changes.set(key, { ...current, status, roaming, reason, at: fact.at });
  }
  if (changes.size > 0) await setRecipientStatuses(tx, [...changes.values()]);
  // A transaction that is tried again counts twice: rare, and these are figures for a chart.
  for (const { status } of changes.values()) countInto(dispatchCounts().statuses, status);
  return new Map([...recipients].map(([key, before]) => [key, (changes.get(key) ?? before).status]));
}

function reasonAfter(current: Pick<StatusChange, 'status' | 'reason'>, fact: LearnedFact, status: RecipientStatus): string | null {
  if (status !== current.status) return fact.reason;
  // The answer came after all.
  return status === 'submitted' && fact.status === 'submitted' && fact.reason === null ? null : current.reason;
}

/** What was told of each segment, by recipient. */
type Segments = Map<string, Map<number, RecipientStatus[]>>;

const isOneOfSeveral = ({ segment, segmentCount = 1 }: LearnedFact) => segment !== null && segmentCount > 1;

async function segmentsBefore(tx: Sql, facts: readonly LearnedFact[]): Promise<Segments> {
  const segments: Segments = new Map();
  const asked = facts.filter(isOneOfSeveral);
  if (asked.length === 0) return segments;
  for (const row of await listSegmentStatuses(tx, asked)) learn(segments, row);
  return segments;
}

function learn(segments: Segments, fact: StatusFact | { mailboxId: string; messageId: string; position: number; segment: number; status: RecipientStatus }) {
  const key = recipientKey(fact);
  const ofRecipient = segments.get(key) ?? new Map<number, RecipientStatus[]>();
  const at = fact.segment ?? 0;
  ofRecipient.set(at, [...(ofRecipient.get(at) ?? []), fact.status]);
  segments.set(key, ofRecipient);
  return ofRecipient;
}

/** What a fact says of the whole message. */
function told(fact: LearnedFact, segments: Segments): RecipientStatus {
  if (!isOneOfSeveral(fact)) return fact.status;
  const ofRecipient = learn(segments, fact);
  return foldSegmentFacts(Array.from({ length: fact.segmentCount ?? 1 }, (_, at) => ofRecipient.get(at + 1) ?? []));
}
