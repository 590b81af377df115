import type { Chance } from '#prisma/seed/chance.ts';
import type { Conversation } from '#prisma/seed/conversations/conversation.ts';
import { ana, people, type PersonName } from '#prisma/seed/people.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The script's evenings are evenings on the west coast; summer time is not worth a library. */
const zoneMs = 8 * 60 * minuteMs;
const gaps: Readonly<Record<string, number>> = { m: minuteMs, h: 60 * minuteMs, d: dayMs };

export type Outcome =
  | { kind: 'delivered' | 'unknown' | 'roaming' }
  | { kind: 'failed'; status: 'undeliverable' | 'rejected'; reason: string };

/** One message as the world knows it, whoever's inbox it is looked at from. */
export interface ScriptMessage {
  at: Date;
  from: string;
  /** Everybody else of the conversation, Ana included. */
  to: readonly string[];
  isGroup: boolean;
  text: string;
  picture: string | null;
  /** How Ana sent it; null for what others sent. */
  by: 'phone' | 'web' | 'desk' | null;
  isFavorite: boolean;
  isUnread: boolean;
  /** Several with the same name are one act of sending. */
  send: string | null;
  outcome: Outcome;
}

/** Reads a script against a moment. The same script and the same moment give the same messages. Throws on a line it cannot read. */
export function readScript(conversation: Conversation, now: Date, chance: Chance): ScriptMessage[] {
  const others = conversation.with.map((name) => people[name].address);
  const messages: ScriptMessage[] = [];
  let at = 0;
  for (const line of conversation.script.trim().split('\n')) {
    const moment = momentOf(line, at, now);
    if (moment !== null) {
      at = Math.max(moment, (messages.at(-1)?.at.getTime() ?? 0) + 30_000);
      continue;
    }
    const { speaker, text, marks } = partsOf(line);
    const from = senderOf(speaker, conversation);
    messages.push({
      at: new Date(at),
      from,
      to: [ana, ...others].filter((address) => address !== from),
      isGroup: others.length > 1,
      text,
      picture: marks.get('pic') ?? null,
      by: from === ana ? meansOf(speaker, chance) : null,
      isFavorite: marks.has('fav'),
      isUnread: marks.has('unread'),
      send: marks.get('send') ?? null,
      outcome: outcomeOf(marks),
    });
    at += chance.between(20, 240) * 1000;
  }
  return messages;
}

/** The moment a line sets, or null for a line that is a message. */
function momentOf(line: string, at: number, now: Date): number | null {
  const [, days, hours, minutes] = /^@(\d+) (\d\d):(\d\d)$/.exec(line) ?? [];
  if (days !== undefined) {
    return midnightBefore(now) - Number(days) * dayMs + (Number(hours) * 60 + Number(minutes)) * minuteMs;
  }
  const [, ago] = /^@-(\d+)m$/.exec(line) ?? [];
  if (ago !== undefined) return lastAwake(now) - Number(ago) * minuteMs;
  const [, count, unit] = /^\+(\d+)([mhd])$/.exec(line) ?? [];
  if (count !== undefined && unit !== undefined) return at + Number(count) * (gaps[unit] ?? 0);
  return null;
}

/** The script reaches back a few hours from here: in the night and early in the morning it is told as of the evening before. */
export function lastAwake(now: Date): number {
  const midnight = midnightBefore(now);
  const hour = (now.getTime() - midnight) / (60 * minuteMs);
  if (hour < 10) return midnight - 90 * minuteMs;
  return Math.min(now.getTime(), midnight + 22.5 * 60 * minuteMs);
}

const midnightBefore = (now: Date): number => Math.floor((now.getTime() - zoneMs) / dayMs) * dayMs + zoneMs;

function partsOf(line: string): { speaker: string; text: string; marks: Map<string, string> } {
  const [, speaker, rest] = /^(<|>[pwd]?|[a-z-]+:) (.*)$/.exec(line) ?? [];
  if (speaker === undefined || rest === undefined) throw new Error(`The script line “${line}” cannot be read.`);
  const marks = new Map<string, string>();
  const text = rest
    .replace(/\{(pic|fav|unread|send|unknown|roaming|fail)(?: ([a-z-]+))?\}/g, (_, name: string, value: string | undefined) => {
      marks.set(name, value ?? '');
      return '';
    })
    .trim();
  return { speaker, text, marks };
}

function senderOf(speaker: string, { with: names }: Conversation): string {
  if (speaker.startsWith('>')) return ana;
  const name = speaker === '<' ? names[0] : names.find((each) => `${each}:` === speaker);
  if (name === undefined || (speaker === '<') !== (names.length === 1)) throw new Error(`Nobody in ${names.join(', ')} is “${speaker}”.`);
  return people[name satisfies PersonName].address;
}

function meansOf(speaker: string, chance: Chance): 'phone' | 'web' | 'desk' {
  if (speaker === '>p') return 'phone';
  if (speaker === '>w') return 'web';
  if (speaker === '>d') return 'desk';
  return chance.next() < 0.45 ? 'phone' : 'web';
}

function outcomeOf(marks: ReadonlyMap<string, string>): Outcome {
  const reason = marks.get('fail');
  if (reason !== undefined) return { kind: 'failed', status: reason === 'too-large' ? 'rejected' : 'undeliverable', reason };
  if (marks.has('unknown')) return { kind: 'unknown' };
  return { kind: marks.has('roaming') ? 'roaming' : 'delivered' };
}
