import { z } from 'zod';

/**
 * JSON of the message API. Old SDKs write `null` for what they leave out, and "true" for true. `documentedAs` is the spelling that the
 * OpenAPI document recommends where more are taken, `example` a value as it is sent; `needed` marks what has an error of its own when it is
 * missing.
 */
const flag = z
  .union([z.boolean(), z.string().regex(/^(true|false)$/i, { error: 'must be true or false' })], { error: 'must be true or false' })
  .transform((value) => (typeof value === 'boolean' ? value : value.toLowerCase() === 'true'))
  .meta({ documentedAs: { type: 'boolean' } });
const text = z.string({ error: 'must be a text' }).transform((value) => value.toWellFormed());
const noNul = (schema: typeof text) => schema.refine((value) => !value.includes('\u0000'), { error: 'cannot hold the character U+0000' });

/** A list, or one text with commas. */
const addresses = z
  .union([z.array(noNul(text)), noNul(text)], { error: 'must be a list of texts' })
  .transform((value) => (typeof value === 'string' ? value.split(',') : value))
  .meta({ documentedAs: { type: 'array', items: { type: 'string' }, minItems: 1 } });

const inlineAttachment = z
  .strictObject({
    fileName: noNul(text).nullish().meta({ description: 'The name the recipients see.' }),
    'content-type': noNul(text).meta({ description: 'What it says it is; what counts is what the bytes are.', example: 'image/png' }),
    'content-transfer-encoding': z.string().nullish().meta({ documentedAs: { type: 'string', enum: ['BASE64'] }, description: 'BASE64, whether given or not.' }),
    body: z.string({ error: 'must be a text in base64' }).meta({ documentedAs: { type: 'string', contentEncoding: 'base64' }, description: 'The bytes in base64.' }),
  })
  .meta({ id: 'InlineAttachment', description: 'A picture, sound, video or file inside a JSON body.' });

export const messageFields = z.strictObject({
  addresses: addresses.nullish().meta({
    needed: true,
    description:
      'Up to 10 recipients after spellings of one number are folded: US numbers with or without `tel:` and `+1`, short codes as `short:` and 3 to 8 digits, e-mail addresses. A text with commas is taken too.',
    example: ['tel:+12065550159'],
  }),
  text: noNul(text).nullish().meta({ description: 'Needed unless there is an attachment.', example: 'I am ten minutes away.' }),
  subject: noNul(text).nullish().meta({ description: 'A subject makes it an MMS.' }),
  isGroup: flag.nullish().meta({ description: 'True: everybody sees everybody, and replies go to all. False, or left out: each gets a message of their own.' }),
  messageContent: z.array(inlineAttachment, { error: 'must be a list of attachments' }).nullish().meta({ description: 'Up to 21 attachments; text and attachments take 1 MiB together.' }),
});

export type MessageFields = z.infer<typeof messageFields>;

export const sendMessageBody = z.strictObject({ messageRequest: messageFields }).meta({ id: 'SendMessage' });

/** The same as a form: `addresses` may be repeated. */
export const sendMessageForm = messageFields.omit({ messageContent: true });

/** The first part is the message, every other one an attachment with a name and a type of its own. */
export const sendMessageParts = z.strictObject({
  'root-fields': sendMessageBody,
  attachment: z.array(z.string().meta({ documentedAs: { contentMediaType: 'application/octet-stream' } })).optional().meta({ description: 'Up to 21 parts of any name.' }),
});

const messageId = z
  .string({ error: 'must be a message id' })
  .min(1, { error: 'must be a message id' })
  .max(200, { error: 'is not a message id' })
  .meta({ description: 'The id of a message.', example: '0k5pQ3vWc2Yt8sLm' });

const flags = {
  isUnread: flag.nullish().meta({ description: 'Left out, it stays as it is.', example: false }),
  isFavorite: flag.nullish().meta({ description: 'Left out, it stays as it is.' }),
};

export const updateMessagesBody = z.strictObject({ messages: z.array(z.strictObject({ messageId, ...flags }), { error: 'must be a list of messages' }) }).meta({ id: 'UpdateMessages' });

export const updateMessageBody = z.strictObject({ message: z.strictObject(flags) }).meta({ id: 'UpdateMessage' });

/** Parameters in the address. An empty one counts as left out. */
const parameter = z.string().refine((value) => !value.includes('\u0000'), { error: 'cannot hold the character U+0000' });
const wholeNumber = (lowest: number) =>
  parameter
    .regex(/^\d{1,12}$/, { error: `must be a whole number from ${lowest}` })
    .transform(Number)
    .refine((value) => value >= lowest, { error: `must be a whole number from ${lowest}` })
    .meta({ documentedAs: { type: 'integer', minimum: lowest } });
const queryFlag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((value) => value === 'true')
  .meta({ documentedAs: { type: 'boolean' } });
const commaList = parameter
  .transform((value) => value.split(',').map((item) => item.trim()).filter((item) => item !== ''))
  .meta({ documentedAs: { type: 'array', items: { type: 'string' } } });

/** RFC 3339: a moment with its zone, or a day, which begins at midnight UTC. */
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: 'must be a moment such as 2026-11-01T08:00:00Z, or a day such as 2026-11-01' })
  .transform((value) => new Date(value))
  .meta({ documentedAs: { type: 'string', format: 'date-time' }, example: '2026-11-01T08:00:00Z' });

const wireTypes = ['SMS', 'TEXT', 'MMS'] as const;

export const listMessagesQuery = z.strictObject({
  limit: wholeNumber(1).default(50).meta({ documentedAs: { type: 'integer', minimum: 1, default: 50 }, description: 'Messages a page. More than 500 counts as 500. A page ends earlier once its texts come to 1 MiB; its `limit` then says how many it holds, and `nextCursor` goes on.' }),
  offset: wholeNumber(0).optional().meta({ documentedAs: { type: 'integer', minimum: 0, maximum: 10_000 }, description: 'How many to skip. To go further than 10,000, use `cursor`.' }),
  cursor: parameter.max(2_000, { error: 'is not a cursor' }).optional().meta({ description: 'The `nextCursor` of the page before: nothing is skipped or repeated when messages arrive meanwhile.' }),
  messageIds: commaList.optional().meta({ description: 'These messages and no others; all other filters are ignored. What is not found comes back in `failedMessages`. Long ones come in several pages: send the same ids with `cursor`.' }),
  isUnread: queryFlag.optional().meta({ description: 'Only unread ones, or only read ones.' }),
  isFavorite: queryFlag.optional().meta({ description: 'Only favorites, or only others.' }),
  isIncoming: queryFlag.optional().meta({ description: 'Only what came in, or only what went out.' }),
  /** SMS and TEXT are the same; both kinds, or none, is no filter. */
  type: commaList
    .pipe(z.array(z.enum(wireTypes)))
    .transform((types) => [...new Set(types.map((type) => (type === 'MMS' ? 'MMS' : 'SMS')))])
    .transform((routes) => (routes.length === 1 ? routes[0] : undefined))
    .optional()
    .meta({ documentedAs: { type: 'array', items: { type: 'string', enum: [...wireTypes] } }, description: 'SMS and TEXT mean the same. Both kinds, or none, is no filter.' }),
  keyword: parameter.max(320, { error: 'is not an address' }).optional().meta({ description: 'An address: the sender of what came in, a recipient of what went out.', example: '2065550159' }),
  q: parameter.max(500, { error: 'must be at most 500 characters' }).optional().meta({ description: 'Words to look for in texts, subjects and names of files, in the whole history. A message fits when it has all of them, each by its beginning; case and accents do not count. A word that nothing begins with finds what it may have been meant for: one slip from four letters on, two from eight. The newest first, with `highlights`. All other filters hold as well.', example: 'seven' }),
  since: moment.optional().meta({ description: 'Only what was stored at this moment or later. A day, such as 2026-11-01, begins at midnight UTC.' }),
  until: moment.optional().meta({ description: 'Only what was stored before this moment, or before this day.' }),
  hasMedia: queryFlag.optional().meta({ description: 'Only with pictures, sound, video or files, or only without.' }),
});

export const deltaQuery = z.strictObject({ state: parameter.max(4_000, { error: 'is not a state' }).optional().meta({ needed: true, example: '1.7f3a.128', description: 'The `state` of your last list, delta or index info.' }) });

export const deleteMessagesQuery = z.strictObject({ messageIds: commaList.optional().meta({ needed: true, example: ['0k5pQ3vWc2Yt8sLm'], description: 'The ids of the messages to delete. Left out, nothing is deleted.' }) });

export const noQuery = z.strictObject({});
