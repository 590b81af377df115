import { type AuditRow, listAuditOf } from '#lib/data/audit.ts';
import { findLineFlag, listLineFlags, listSlowLinesOfClient } from '#lib/data/line-flags.ts';
import type { SubscriberActor, SupportActor } from '#lib/domain/actor.ts';
import { describeSign, type LineFlagState } from '#lib/domain/consumer-pattern.ts';
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
  waiting: number;
  stopped: number;
}

/** Lines whose apps send unlike a person, those that nobody looked at first. Counts only. */
export async function listFlags(options: { actor: SupportActor }): Promise<FlaggedLine[]> {
  if (options.actor.kind !== 'support') return [];
  const rows = await listLineFlags(100);
  return rows.map(({ mailboxId, msisdn, state, apps, signs, since, times, note, waiting, stopped }) => ({
    mailboxId, line: maskMsisdn(msisdn), state, apps: apps ?? [], signs: signs.map(describeSign), since, times, note, waiting, stopped,
  }));
}

/** What was decided about flags, by whom and when, newest first. */
export async function listFlagDecisions({ actor }: { actor: SupportActor }): Promise<AuditRow[]> {
  if (actor.kind !== 'support') return [];
  return listAuditOf({ actions: ['line.flagged', 'line.flag-ended', 'line.flag-reviewed', 'line.flag-kept-slow', 'line.flag-released'], take: 20 });
}

/** Why apps send slowly from the actor's line, in words; null when they do not. */
export async function findSlowReasons({ actor }: { actor: SubscriberActor }): Promise<string[] | null> {
  const flag = await findLineFlag(actor.mailboxId);
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
