import { parseAddress } from '#lib/domain/address.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { countSegments } from '#lib/domain/segments.ts';
import { judgeRoute, type RouteReason } from '#lib/domain/sms-or-mms.ts';
import { snippetOf, threadKey } from '#lib/domain/thread.ts';
import type { Chance } from '#prisma/seed/chance.ts';
import type { Conversation } from '#prisma/seed/conversations/conversation.ts';
import type { Picture } from '#prisma/seed/pictures.ts';
import { idAt } from '#prisma/seed/rows.ts';
import type { ScriptMessage } from '#prisma/seed/script.ts';
import { type StatusStep, storyOf } from '#prisma/seed/statuses.ts';

export interface SeedThread {
  conversation: Conversation;
  messages: readonly ScriptMessage[];
}

interface SeedRecipient {
  address: string;
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
  statusAt: Date;
  steps: StatusStep[];
  carrierMessageIds: string[];
}

/** One message in one inbox with all its rows hold, before they are rows. */
export interface SeedMessage {
  id: string;
  script: ScriptMessage;
  direction: 'in' | 'out';
  origin: 'phone' | 'web' | 'app' | 'carrier';
  sendId: string | null;
  route: 'SMS' | 'MMS';
  reasons: RouteReason[];
  segmentEncoding: string;
  segmentCount: number;
  sizeBytes: number;
  sentAt: Date;
  isUnread: boolean;
  isFavorite: boolean;
  picture: Picture | null;
  recipients: SeedRecipient[];
  createdModSeq: number;
  modSeq: number;
  threadId: string;
}

interface SeedThreadRow {
  id: string;
  key: string;
  conversation: Conversation;
  participants: string[];
  isGroup: boolean;
  messages: SeedMessage[];
  snippet: string;
}

export interface SeedMailbox {
  threads: SeedThreadRow[];
  messages: SeedMessage[];
  modSeq: number;
}

export interface MailboxOptions {
  owner: string;
  threads: readonly SeedThread[];
  pictures: ReadonlyMap<string, Picture>;
  chance: Chance;
  now: Date;
  /** The one whose scripts these are: only there messages are unread, favorite, or sent by an app. */
  isNarrator: boolean;
}

/** The inbox of one line: what it sent, and what reached it. Everything in it is in the order in which it happened. */
export function buildMailbox(options: MailboxOptions): SeedMailbox {
  const { owner, threads, now } = options;
  const rows = threads.flatMap(({ conversation, messages }) => {
    const seen = messages.filter((message) => message.from === owner || (message.to.includes(owner) && reached(message)));
    const [first] = seen;
    return first ? [{ conversation, seen, participants: [first.from, ...first.to].filter((address) => address !== owner).sort(), isGroup: first.isGroup }] : [];
  });
  const times = new Set<number>();
  const built = rows.map(({ conversation, seen, participants, isGroup }): SeedThreadRow => {
    const id = idAt(seen[0]?.at ?? now);
    const messages = seen.map((message) => buildMessage(message, id, { ...options, at: freeMillisecond(message.at, times) }));
    const last = messages.at(-1);
    const snippet = last ? snippetOf(last.script.text, last.picture ? [last.picture] : []) : '';
    return { id, key: threadKey(participants, isGroup), conversation, participants, isGroup, messages, snippet };
  });
  const messages = built.flatMap((thread) => thread.messages).sort((left, right) => left.sentAt.getTime() - right.sentAt.getTime());
  shareSendIds(messages);
  return { threads: built, messages, modSeq: numberChanges(messages, options) };
}

const reached = ({ outcome }: ScriptMessage): boolean => outcome.kind === 'delivered' || outcome.kind === 'unknown';

/** Ids sort by their millisecond, so no two messages of an inbox may share one. */
function freeMillisecond(at: Date, taken: Set<number>): Date {
  let ms = at.getTime();
  while (taken.has(ms)) ms += 1;
  taken.add(ms);
  return new Date(ms);
}

function buildMessage(script: ScriptMessage, threadId: string, options: MailboxOptions & { at: Date }): SeedMessage {
  const { owner, pictures, chance, at, isNarrator } = options;
  const direction = script.from === owner ? 'out' : 'in';
  const origin = direction === 'in' ? 'carrier' : originOf(script, options);
  const picture = script.picture === null ? null : (pictures.get(script.picture) ?? null);
  if (script.picture !== null && !picture) throw new Error(`There is no picture “${script.picture}”.`);
  const addressed = origin === 'web' || origin === 'app';
  const verdict = judgeRoute({
    text: script.text,
    attachmentCount: picture ? 1 : 0,
    isGroup: script.isGroup,
    ...(addressed ? { recipients: script.to.flatMap((address) => { const parsed = parseAddress(address); return parsed.ok ? [parsed.address] : []; }) } : {}),
  });
  const segments = countSegments(script.text);
  const segmentCount = verdict.route === 'SMS' ? segments.count : 1;
  const to = direction === 'in' ? [owner, ...script.to.filter((address) => address !== owner)] : script.to;
  return {
    id: idAt(at), script, direction, origin, threadId, picture, segmentCount, route: verdict.route, reasons: verdict.reasons, sentAt: at,
    sendId: addressed ? idAt(at) : null,
    segmentEncoding: segments.encoding,
    sizeBytes: Buffer.byteLength(script.text) + (picture?.sizeBytes ?? 0),
    isUnread: isNarrator && script.isUnread,
    isFavorite: isNarrator && script.isFavorite,
    recipients: to.map((address) => recipientOf(address, { script, at, direction, origin, segmentCount, chance })),
    createdModSeq: 0,
    modSeq: 0,
  };
}

function originOf(script: ScriptMessage, { isNarrator, chance }: MailboxOptions): 'phone' | 'web' | 'app' {
  if (!isNarrator) return chance.next() < 0.8 ? 'phone' : 'web';
  return script.by === 'desk' ? 'app' : (script.by ?? 'phone');
}

function recipientOf(
  address: string,
  options: Pick<SeedMessage, 'script' | 'direction' | 'origin' | 'segmentCount'> & { at: Date; chance: Chance },
): SeedRecipient {
  const { script, at, direction, origin, segmentCount, chance } = options;
  if (direction === 'in') return { address, status: 'delivered', reason: null, roaming: false, statusAt: at, steps: [], carrierMessageIds: [] };
  if (origin === 'phone' || origin === 'carrier') {
    const first: StatusStep = { at, status: 'accepted', reason: null, segment: null, source: 'phone', eventKey: 'first', moves: true };
    return { address, status: 'accepted', reason: null, roaming: false, statusAt: at, steps: [first], carrierMessageIds: [] };
  }
  const story = storyOf({ at, origin, outcome: script.outcome, segmentCount, chance });
  const last = story.steps.findLast((step) => step.moves);
  return { address, status: last?.status ?? 'queued', reason: last?.reason ?? null, roaming: script.outcome.kind === 'roaming', statusAt: last?.at ?? at, ...story };
}

function shareSendIds(messages: readonly SeedMessage[]): void {
  const sends = new Map<string, string>();
  for (const message of messages) {
    if (message.sendId === null || message.script.send === null) continue;
    message.sendId = sends.get(message.script.send) ?? message.sendId;
    sends.set(message.script.send, message.sendId);
  }
}

/** Gives every change its number in the order of time, as if each had been a transaction of its own; the last number is the inbox's. */
function numberChanges(messages: readonly SeedMessage[], { now, chance }: MailboxOptions): number {
  const changes: { atMs: number; apply: (modSeq: number) => void }[] = [];
  const add = (message: SeedMessage, atMs: number) => changes.push({ atMs: Math.min(atMs, now.getTime()), apply: (modSeq) => (message.modSeq = modSeq) });
  for (const message of messages) {
    const atMs = message.sentAt.getTime();
    changes.push({ atMs, apply: (modSeq) => (message.createdModSeq = message.modSeq = modSeq) });
    for (const { steps } of message.recipients) for (const step of steps.slice(1)) if (step.moves) add(message, step.at.getTime());
    if (message.direction === 'in' && !message.isUnread) add(message, atMs + chance.between(20, 900) * 1000);
    if (message.isFavorite) add(message, atMs + chance.between(901, 1800) * 1000);
  }
  changes.sort((left, right) => left.atMs - right.atMs);
  for (const [place, { apply }] of changes.entries()) apply(place + 1);
  return changes.length;
}
