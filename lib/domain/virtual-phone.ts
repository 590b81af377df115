import type { RecipientStatus } from '#lib/domain/message-status.ts';

/** The simulated network as its page and its calls show it. */
export interface VirtualPhone {
  msisdn: string;
  name: string;
  note: string;
  plan: string;
  standing: string;
  smsEnabled: boolean;
  messagesApp: boolean;
  roaming: boolean;
  roamingPlan: boolean;
  airplaneMode: boolean;
}

export interface VirtualPhoneMessage {
  id: string;
  direction: 'in' | 'out';
  from: string;
  to: string[];
  text: string;
  isGroup: boolean;
  parts: { name: string; contentType: string; sizeBytes: number }[];
  at: Date;
}

/** What one virtual phone shows. */
export interface PhoneContent {
  /** Newest first. Of each conversation the newest ones. */
  messages: VirtualPhoneMessage[];
  /** Conversations that are left out: those that have been quiet the longest. */
  hiddenConversations: number;
  /** How many earlier messages of a conversation are left out, by its key; none are left out of the others. */
  hiddenMessages: Record<string, number>;
}

/** A message that the network still has, and its conversation on the phone that it is for. */
export interface WaitingMessage {
  id: string;
  conversation: string;
  text: string;
}

/** The conversation of a phone that a message belongs to. Everybody else in it, each once and sorted, is part of its key. */
export function conversationOf(msisdn: string, message: Pick<VirtualPhoneMessage, 'direction' | 'from' | 'to' | 'isGroup'>): { key: string; others: string[]; isGroup: boolean } {
  const people = message.direction === 'in' ? [message.from, ...message.to] : message.to;
  const others = [...new Set(people)].filter((address) => address !== msisdn).sort();
  const isGroup = message.isGroup && others.length > 1;
  return { key: `${isGroup ? 'g' : 'p'} ${others.join()}`, others, isGroup };
}

/** Why a phone gets nothing that is sent to it now; null when it can be reached. */
export function unreachableBy(line: Pick<VirtualPhone, 'airplaneMode' | 'roaming' | 'roamingPlan'>): 'airplane-mode' | 'roaming' | null {
  if (line.airplaneMode) return 'airplane-mode';
  return line.roaming && !line.roamingPlan ? 'roaming' : null;
}

/** One submitted segment. */
export interface LedgerEntry {
  id: number;
  messageId: string;
  sender: string;
  recipient: string;
  segment: number;
  attempt: number;
  text: string;
  at: Date;
}

/** Why a submit is not among those that the network took. `lost`: on the way there. */
export type MissOutcome = 'throttled' | 'refused' | 'failed' | 'lost';

/** One line of the ledger as people read it: a segment that was taken, or a whole submit that was not. */
export interface LedgerLine {
  key: string;
  at: Date;
  messageId: string;
  sender: string;
  recipient: string;
  attempt: number;
  /** Which segment was taken, or how many were not. */
  segments: number;
  answer: 'taken' | 'answer-lost' | MissOutcome;
  detail: string | null;
  status: RecipientStatus | null;
  reason: string | null;
  roaming: boolean;
  receiptLost: boolean;
}

/** Numbers whose outcome is written down: the same in the browser, for programs and in tests. */
export const scriptedNumbers: readonly { msisdn: string; outcome: string }[] = [
  { msisdn: '+12065550150', outcome: 'delivered after 30 s' },
  { msisdn: '+12065550151', outcome: 'no messaging plan' },
  { msisdn: '+12065550152', outcome: 'a landline: refused' },
  { msisdn: '+12065550153', outcome: 'throttled twice, then taken' },
  { msisdn: '+12065550154', outcome: 'receipt before the answer' },
  { msisdn: '+12065550155', outcome: 'receipts doubled, out of order' },
  { msisdn: '+12065550156', outcome: 'never answers' },
  { msisdn: '+12065550157', outcome: 'roams: accepted, not on the phone' },
  { msisdn: '+12065550158', outcome: 'answers STOP' },
  { msisdn: '+12065550159', outcome: 'echoes the text' },
  { msisdn: '+12065550160', outcome: 'link drops before the answer' },
];
