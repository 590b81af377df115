import type { DeliveryReceipt, QueryAnswer, Submission } from '#lib/carriers/carrier.ts';
import { errorCodeOf, recipientStatusOf } from '#lib/carriers/http/twilio-answers.ts';
import type { TwilioApi, TwilioMessage } from '#lib/carriers/http/twilio-api.ts';
import { bodyOf } from '#lib/carriers/http/twilio-form.ts';
import { clock } from '#lib/clock.ts';

/** Clocks of two companies, and the provider's whole seconds. */
const clockSkewMs = 120_000;
const mostRemembered = 20_000;

export interface TwilioQuery {
  ask(submission: Submission, carrierMessageIds: readonly string[]): Promise<QueryAnswer | null>;
  /** Whose an id is, so that it is not taken for the id of a like message. */
  remember(submission: Submission, carrierMessageIds: readonly string[]): void;
}

/** What became of a submit: by the provider's id, or, where that was lost with the answer, by finding the one message that can be it. */
export function createTwilioQuery(api: TwilioApi): TwilioQuery {
  const owners = new Map<string, string>();
  const ownerOf = ({ messageId, recipient }: Submission) => `${messageId} ${recipient}`;

  function remember(submission: Submission, ids: readonly string[]): void {
    for (const id of ids) owners.set(id, ownerOf(submission));
    for (const id of owners.keys()) {
      if (owners.size <= mostRemembered) break;
      owners.delete(id);
    }
  }

  async function find(submission: Submission): Promise<QueryAnswer | null> {
    const since = new Date(madeAt(submission.messageId).getTime() - clockSkewMs);
    const listed = await api.listMessages({ from: submission.sender, to: submission.recipient, since });
    const candidates = (listed ?? []).filter((message) => isLike(message, submission, since) && (owners.get(message.sid) ?? ownerOf(submission)) === ownerOf(submission));
    const [only] = candidates;
    if (!only || candidates.length > 1) return null;
    remember(submission, [only.sid]);
    return { submit: { outcome: 'accepted', taken: { carrierMessageIds: [only.sid], segmentCount: 1 } }, receipts: receiptsOf(only) };
  }

  return {
    remember,
    async ask(submission, carrierMessageIds) {
      const [sid] = carrierMessageIds;
      if (sid === undefined) return find(submission);
      const message = await api.findMessage(sid);
      return message && { submit: null, receipts: receiptsOf(message) };
    },
  };
}

function isLike(message: TwilioMessage, submission: Submission, since: Date): boolean {
  return (
    message.to === submission.recipient &&
    message.from === submission.sender &&
    (message.direction ?? '').startsWith('outbound') &&
    (message.body ?? '').trimEnd() === bodyOf(submission).trimEnd() &&
    (message.num_media ?? 0) === submission.parts.length &&
    Date.parse(message.date_created ?? '') >= since.getTime()
  );
}

function receiptsOf(message: TwilioMessage): DeliveryReceipt[] {
  const learned = recipientStatusOf(message.status, errorCodeOf(message.error_code));
  // The key is that of the provider's own call about the same fact.
  return learned ? [{ ...learned, carrierMessageIds: [message.sid], about: null, roaming: false, eventKey: message.status, at: clock.now() }] : [];
}

/** Ids of version 7 begin with the time in which they were made (RFC 9562, 5.7). */
function madeAt(messageId: string): Date {
  return new Date(Number.parseInt(messageId.slice(0, 8) + messageId.slice(9, 13), 16));
}
