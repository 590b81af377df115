import { clock } from '#lib/clock.ts';
import { listBusiestLines, readLinePattern, type LinePattern } from '#lib/data/consumer-pattern.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { maskMsisdn } from '#lib/domain/msisdn.ts';

/** What a person typically does at most (CTIA Messaging Principles, May 2023). Above it a line is looked at, nothing is dropped (L2). */
export const consumerPattern = [
  { key: 'busiestMinute', label: 'Messages in a minute', most: 60 },
  { key: 'sent', label: 'Messages in 24 hours', most: 1000 },
  { key: 'recipients', label: 'Different recipients in 24 hours', most: 100 },
  { key: 'repeated', label: 'The same text in 24 hours', most: 25 },
] as const;

/** Sent for each one received, looked at from this many sends on. */
const oneSided = { ratio: 10, from: 50 };

export interface FlaggedLine {
  /** Masked: staff needs no number to look at a pattern. */
  line: string;
  apps: string[];
  pattern: LinePattern;
  refused: number;
  /** What is above a person's pattern, in words. */
  signs: string[];
}

/** Lines whose last 24 hours do not look like a person's, most signs first. Counts only. */
export async function listFlags(options: { actor: SupportActor }): Promise<FlaggedLine[]> {
  if (options.actor.kind !== 'support') return [];
  const candidates = await listBusiestLines({ since: new Date(clock.now().getTime() - 86_400_000), atLeast: 25 });
  const flagged: FlaggedLine[] = [];
  for (const { mailboxId, msisdn, apps, refused } of candidates) {
    const pattern = await readLinePattern(mailboxId);
    const signs = signsOf(pattern);
    if (signs.length > 0) flagged.push({ line: maskMsisdn(msisdn), apps: apps ?? [], pattern, refused, signs });
  }
  return flagged.sort((left, right) => right.signs.length - left.signs.length || right.pattern.sent - left.pattern.sent);
}

function signsOf(pattern: LinePattern): string[] {
  const above = consumerPattern.filter((rule) => pattern[rule.key] > rule.most).map((rule) => `${rule.label}: ${pattern[rule.key]}, usual is up to ${rule.most}`);
  const isOneSided = pattern.sent >= oneSided.from && pattern.sent > oneSided.ratio * Math.max(1, pattern.received);
  return isOneSided ? [...above, `One-sided: ${pattern.sent} sent, ${pattern.received} received`] : above;
}
