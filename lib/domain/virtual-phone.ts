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
