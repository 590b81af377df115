import { z } from 'zod';
import { recipientStatuses } from '#lib/domain/message-status.ts';

/**
 * What the message API answers. Clients must bear fields that are not here yet: later versions only add. Our own API tests hold every
 * answer to these, with nothing beside.
 */
const messageId = z.string().meta({ description: 'Opaque. Escape it in an address.', examples: ['0k5pQ3vWc2Yt8sLm'] });
const address = z.object({ value: z.string().meta({ description: 'E.164, a short code, or an e-mail address.', examples: ['+12065550159'] }) }).meta({ id: 'Address' });
const cacheStatus = z
  .enum(['NOT_INITIALIZED', 'INITIALIZING', 'INITIALIZED', 'ERROR'])
  .meta({ id: 'IndexStatus', description: 'Where the index stands. With `NOT_INITIALIZED` and `ERROR`, create it.', examples: ['INITIALIZED'] });
const state = z.string().meta({ description: 'An opaque point in the inbox, for the delta. Escape it in an address.', examples: ['1.7f3a.128'] });
const messageType = z.enum(['TEXT', 'MMS']);

const mmsContent = z
  .object({
    contentName: z.string().meta({ examples: ['boat.jpg'] }),
    contentType: z.string().meta({ examples: ['image/jpeg'] }),
    contentUrl: z.string().meta({ description: 'Where the bytes are, relative to the server.', examples: ['/myMessages/v2/messages/0k5pQ3vWc2Yt8sLm/parts/0'] }),
    type: z.enum(['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']),
  })
  .meta({ id: 'MmsContent', description: 'A part of an MMS. Its text is the last one.' });

const places = z.array(z.object({ at: z.int().meta({ description: 'In UTF-16 units, as JavaScript and Java count, from 0.' }), length: z.int().meta({ description: 'In UTF-16 units.' }) }).meta({ id: 'Place' }));

const recipientStatus = z.enum(recipientStatuses);
const failureReason = z.string().meta({ examples: ['opted-out'], description: 'Why it did not reach them: `opted-out` after a STOP, or another code of ours or of the carrier.' });
const failure = z.object({ value: z.string(), status: recipientStatus.meta({ examples: ['rejected'] }), reason: failureReason.optional() }).meta({ id: 'RecipientFailure' });

const message = z
  .object({
    messageId,
    from: address,
    recipients: z.array(address),
    text: z.string().optional().meta({ examples: ['See you at seven?'] }),
    subject: z.string().optional().meta({ examples: ['The boat'] }),
    mmsContent: z.array(mmsContent).optional().meta({ description: 'There when `type` is MMS.' }),
    timeStamp: z.string().meta({ description: 'When it was stored, in UTC and without a zone.', examples: ['2026-11-16T09:40:00'] }),
    isFavorite: z.boolean(),
    isUnread: z.boolean(),
    type: messageType.meta({ examples: ['MMS'] }),
    typeMetaData: z.object({ subject: z.string().optional() }).meta({ examples: [{ subject: 'The boat' }], description: 'Empty, or the subject once more, where clients of the original look for it.' }),
    isIncoming: z.boolean().meta({ examples: [true] }),
    failures: z.array(failure).optional().meta({ description: 'There in the answer for one message that did not reach all of its recipients.' }),
    highlights: z.object({ text: places, subject: places }).optional().meta({ examples: [{ text: [{ at: 11, length: 5 }], subject: [] }], description: 'There when `q` was given: where its words stand, to mark them. Both lists may be empty, when the words are in the name of a file.' }),
  })
  .meta({ id: 'Message' });

export const messageAnswer = z.object({ message }).meta({ id: 'OneMessage' });

export const messageListAnswer = z
  .object({
    messageList: z.object({
      messages: z.array(message).meta({ description: 'The newest first.' }),
      offset: z.int(),
      limit: z.int().meta({ examples: [50] }),
      total: z.int().meta({ examples: [1], description: 'How many there are in this answer.' }),
      state,
      cacheStatus,
      failedMessages: z.array(z.string()).optional().meta({ examples: [['S334']], description: 'Ids of `messageIds` that were not found.' }),
      nextCursor: z.string().optional().meta({ examples: ['1.7f3a.64'], description: 'For the next page; absent on the last.' }),
    }),
  })
  .meta({ id: 'MessageList' });

const change = z.object({ messageId, isFavorite: z.boolean(), isUnread: z.boolean() }).meta({ id: 'Change' });
const changes = z.array(change);

export const deltaAnswer = z
  .object({
    deltaResponse: z.object({
      state,
      delta: z.array(z.object({ type: messageType, adds: changes, deletes: changes, updates: changes }).meta({ id: 'ChangesOfType' })).meta({ description: 'One entry for TEXT and one for MMS, even when they are empty.' }),
      hasMore: z.boolean().meta({ description: 'Ask again at once with the new state.' }),
      cacheStatus,
    }),
  })
  .meta({ id: 'Delta' });

export const indexInfoAnswer = z
  .object({ messageIndexInfo: z.object({ status: cacheStatus, state: state.meta({ description: 'Empty while there is no index.' }), messageCount: z.int().meta({ examples: [164] }) }) })
  .meta({ id: 'MessageIndexInfo' });

const reason = z
  .object({
    code: z.enum(['characters', 'length', 'group', 'attachment', 'subject', 'recipient-kind']),
    at: z.int().optional().meta({ description: 'The character to blame, counted from 1.' }),
    detail: z.string(),
  })
  .meta({ id: 'RouteReason', description: 'Why it became an MMS.' });

const sentRecipient = z.object({ value: z.string().meta({ examples: ['+12065550159'] }), status: recipientStatus.meta({ examples: ['queued'] }), reason: failureReason.optional(), messageId }).meta({ id: 'SentRecipient' });

/** `id` alone, unless `Prefer: return=representation` was sent. */
export const sentAnswer = z
  .object({
    id: z.string().meta({ description: 'For tracing the send. It is no message id.', examples: ['0k5pQ3uRr7Xn1aZd'] }),
    messageId: messageId.optional(),
    route: z.enum(['SMS', 'MMS']).optional(),
    reasons: z.array(reason).optional().meta({ examples: [[]], description: 'Empty for SMS.' }),
    segments: z.object({ encoding: z.enum(['GSM-7', 'LATIN-1', 'UCS-2']), count: z.int().meta({ examples: [1] }) }).optional(),
    recipients: z.array(sentRecipient).optional(),
    folded: z.array(z.object({ input: z.string(), value: z.string() })).optional().meta({ examples: [[]], description: 'Spellings of numbers that were there already.' }),
  })
  .meta({ id: 'Sent', description: '`id` alone; all of it with `Prefer: return=representation`.' });

/** Two keys, one of which is there; `Text` keeps its placeholder. */
const exception = z
  .object({
    MessageId: z.enum(['POL0001', 'POL0002', 'POL0003', 'POL1001', 'SVC0001', 'SVC0002', 'SVC0003', 'SVC0004']),
    Text: z.string(),
    Variables: z.string().meta({ description: 'The field at fault.' }),
    Detail: z.string().meta({ description: 'What is wrong, and what to do.' }),
    Values: z.array(z.string()).optional().meta({ description: 'What belongs to it: the values allowed, the numbers refused.' }),
    Help: z.string().meta({ description: 'The page about this code.' }),
  })
  .meta({ id: 'Exception' });

export const errorAnswer = z
  .object({ RequestError: z.union([z.object({ PolicyException: exception }), z.object({ ServiceException: exception })]) })
  .meta({ id: 'RequestError' });
