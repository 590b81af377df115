import { listLineAudit } from '#lib/data/audit.ts';
import { findLineFlags, listLineFlags, listSlowLinesOfClient } from '#lib/data/line-flags.ts';
import type { SubscriberActor, SupportActor } from '#lib/domain/actor.ts';
import { describeSign, type LineFlagState, type Sign } from '#lib/domain/consumer-pattern.ts';
import { maskMsisdn } from '#lib/domain/msisdn.ts';

export interface FlaggedLine {
  mailboxId: string;
  /** Masked: staff needs no number to look at a pattern. */
  line: string;
  state: LineFlagState;
  apps: string[];
  /** What is above a person's pattern, in words. */
  signs: string[];
  since: Date;
  times: number;
  note: string;
  /** Who of support decided last about it, and when; null while nobody has. */
  decided: { by: string | null; at: Date } | null;
  waiting: number;
  stopped: number;
}

/** Lines whose apps send unlike a person, those that nobody looked at first. Counts only. */
export async function listFlags(options: { actor: SupportActor }): Promise<FlaggedLine[]> {
  if (options.actor.kind !== 'support') return [];
  const rows = await listLineFlags(100);
  return rows.map(({ mailboxId, msisdn, state, apps, signs, since, times, note, waiting, stopped, reviewedAt, decidedBy }) => ({
    mailboxId, line: maskMsisdn(msisdn), state, apps: apps ?? [], signs: signs.map(describeSign), since, times, note, waiting, stopped,
    decided: reviewedAt && { by: decidedBy, at: reviewedAt },
  }));
}

export interface FlagEvent {
  id: string;
  at: Date;
  action: string;
  /** Null for the guard itself. */
  actorName: string | null;
  /** Masked. */
  line: string;
  /** What somebody noted, or what was seen. */
  why: string | null;
}

/** What the guard and support did about flags: with which line, why, who and when, newest first. */
export async function listFlagEvents({ actor }: { actor: SupportActor }): Promise<FlagEvent[]> {
  if (actor.kind !== 'support') return [];
  const rows = await listLineAudit({ actions: ['line.flagged', 'line.flag-ended', 'line.flag-reviewed', 'line.flag-kept-slow', 'line.flag-released'], take: 20 });
  return rows.map(({ id, at, action, actorName, msisdn, detail }) => ({ id, at, action, actorName, line: maskMsisdn(msisdn ?? ''), why: whyOf(detail) }));
}

/** The guard writes keys with their figures ("busiestMinute 61"), support a note. */
function whyOf({ note, signs }: Readonly<Record<string, unknown>>): string | null {
  if (typeof note === 'string' && note !== '') return note;
  if (!Array.isArray(signs)) return null;
  const words = signs.map((sign) => String(sign).split(' ')).map(([key = '', value]) => `${Object.hasOwn(reasonWords, key) ? reasonWords[key as Sign['key']] : key} (${value ?? ''})`);
  return words.join(', ');
}

/** Why apps send slowly from the actor's line, in words; null when they do not. */
export async function findSlowReasons({ actor }: { actor: SubscriberActor }): Promise<string[] | null> {
  const [flag] = await findLineFlags([actor.mailboxId]);
  return flag && flag.state !== 'released' ? flag.signs.map(describeSign) : null;
}

/** How many lines of an app's consents are sent slowly, and why, each reason once. The caller has shown that the client is the actor's. */
export async function listSlowReasonsOfClient({ clientRowId }: { clientRowId: string }): Promise<{ lines: number; reasons: string[] }> {
  const lines = await listSlowLinesOfClient(clientRowId);
  return { lines: lines.length, reasons: [...new Set(lines.flat().map(({ key }) => key))].map((key) => reasonWords[key]) };
}

/** Without figures: a line's figures are over all its apps, and those of others are no developer's business. */
const reasonWords = {
  busiestMinute: 'too many messages in a minute', busiestTenMinutes: 'too many messages in ten minutes', sent: 'too many messages in a day', recipients: 'too many different recipients',
  repeated: 'the same text again and again', 'one-sided': 'hardly any answers',
} as const;
