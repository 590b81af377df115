import type { ThreadMessage, TimelineEntry } from '#lib/domain/conversation.ts';

/** What a server action answers, as far as the inbox reads it. */
export interface ActionAnswer<Data> {
  data?: Data;
  serverError?: { code: string; text: string; field?: string };
  validationErrors?: { formErrors?: string[]; fieldErrors?: Record<string, string[] | undefined> };
}

export type Act<Input, Data> = (input: Input) => Promise<ActionAnswer<Data>>;

export interface SentAnswer {
  route: 'SMS' | 'MMS';
  messageIds: string[];
  threadIds: string[];
  recipientCount: number;
}

export interface ComposeActions {
  send: Act<
    { slot: string; addresses: string[]; text: string; isGroup: boolean; idempotencyKey: string; files: File[] },
    SentAnswer
  >;
  keepDraft: Act<{ slot: string; addresses: string[]; text: string; isGroup: boolean }, { kept: boolean }>;
}

export interface ThreadActions extends ComposeActions {
  resend: Act<{ messageId: string; idempotencyKey: string }, SentAnswer>;
  deleteMessage: Act<{ threadId: string; messageId: string }, { deleted: boolean }>;
  timeline: Act<{ messageId: string }, TimelineEntry[]>;
  loadEarlier: Act<{ threadId: string; before: string }, { messages: ThreadMessage[]; hasEarlier: boolean }>;
  read: Act<{ threadId: string; upTo: string }, { marked: number }>;
  unread: Act<{ threadId: string }, { done: boolean }>;
  favorite: Act<{ threadId: string; value: boolean }, { done: boolean }>;
  pin: Act<{ threadId: string; value: boolean }, { done: boolean }>;
  deleteThread: Act<{ threadId: string }, { done: boolean }>;
}

export interface Failure {
  code: string;
  text: string;
  field: string | null;
}

/** What went wrong in words with the field at fault; null when nothing did. A lost connection is a failure like any other. */
function failureOf(answer: ActionAnswer<unknown> | undefined): Failure | null {
  if (answer?.serverError) {
    const { code, text, field } = answer.serverError;
    return { code, text, field: field ?? null };
  }
  const [field, texts] = Object.entries(answer?.validationErrors?.fieldErrors ?? {}).find(([, found]) => found?.length) ?? [];
  const text = texts?.[0] ?? answer?.validationErrors?.formErrors?.[0];
  if (text) return { code: 'invalid-input', text, field: field ?? null };
  if (answer?.data === undefined) return lostConnection;
  return null;
}

const lostConnection: Failure = {
  code: 'offline',
  text: 'The connection was lost before we answered. Send again: the same message goes out only once.',
  field: null,
};

/** Runs an action; a request that does not come back is told like a refusal. */
export async function attempt<Data>(run: () => Promise<ActionAnswer<Data>>): Promise<{ data: Data | null; failure: Failure | null }> {
  try {
    const answer = await run();
    const failure = failureOf(answer);
    return { data: failure ? null : (answer.data ?? null), failure };
  } catch {
    return { data: null, failure: lostConnection };
  }
}
