import { z } from 'zod';

/** JSON of the message API. Old SDKs write `null` for what they leave out, and "true" for true. */
const flag = z
  .union([z.boolean(), z.string().regex(/^(true|false)$/i)], { error: 'must be true or false' })
  .transform((value) => (typeof value === 'boolean' ? value : value.toLowerCase() === 'true'));
const text = z.string({ error: 'must be a text' }).transform((value) => value.toWellFormed());
const noNul = (schema: typeof text) => schema.refine((value) => !value.includes('\u0000'), { error: 'cannot hold the character U+0000' });

/** A list, or one text with commas. */
const addresses = z
  .union([z.array(noNul(text)), noNul(text)], { error: 'must be a list of texts' })
  .transform((value) => (typeof value === 'string' ? value.split(',') : value));

const inlineAttachment = z.strictObject({
  fileName: noNul(text).nullish(),
  'content-type': noNul(text),
  'content-transfer-encoding': z.string().nullish(),
  body: z.string({ error: 'must be a text in base64' }),
});

export const messageFields = z.strictObject({
  addresses: addresses.nullish(),
  text: noNul(text).nullish(),
  subject: noNul(text).nullish(),
  isGroup: flag.nullish(),
  messageContent: z.array(inlineAttachment, { error: 'must be a list of attachments' }).nullish(),
});

export type MessageFields = z.infer<typeof messageFields>;

export const sendMessageBody = z.strictObject({ messageRequest: messageFields });

const messageId = z.string({ error: 'must be a message id' }).min(1, { error: 'must be a message id' }).max(200, { error: 'is not a message id' });

const flags = { isUnread: flag.nullish(), isFavorite: flag.nullish() };

export const updateMessagesBody = z.strictObject({ messages: z.array(z.strictObject({ messageId, ...flags }), { error: 'must be a list of messages' }) });

export const updateMessageBody = z.strictObject({ message: z.strictObject(flags) });

/** Parameters in the address. An empty one counts as left out. */
const parameter = z.string().refine((value) => !value.includes('\u0000'), { error: 'cannot hold the character U+0000' });
const wholeNumber = (lowest: number) =>
  parameter
    .regex(/^\d{1,12}$/, { error: `must be a whole number from ${lowest}` })
    .transform(Number)
    .refine((value) => value >= lowest, { error: `must be a whole number from ${lowest}` });
const queryFlag = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((value) => value === 'true');
const commaList = parameter.transform((value) => value.split(',').map((item) => item.trim()).filter((item) => item !== ''));

/** RFC 3339: a moment with its zone, or a day, which begins at midnight UTC. */
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: 'must be a moment such as 2026-11-01T08:00:00Z, or a day such as 2026-11-01' })
  .transform((value) => new Date(value));

const wireTypes = ['SMS', 'TEXT', 'MMS'] as const;

export const listMessagesQuery = z.strictObject({
  limit: wholeNumber(1).default(50),
  offset: wholeNumber(0).optional(),
  cursor: parameter.max(2_000, { error: 'is not a cursor' }).optional(),
  messageIds: commaList.optional(),
  isUnread: queryFlag.optional(),
  isFavorite: queryFlag.optional(),
  isIncoming: queryFlag.optional(),
  /** SMS and TEXT are the same; both kinds, or none, is no filter. */
  type: commaList
    .pipe(z.array(z.enum(wireTypes)))
    .transform((types) => [...new Set(types.map((type) => (type === 'MMS' ? 'MMS' : 'SMS')))])
    .transform((routes) => (routes.length === 1 ? routes[0] : undefined))
    .optional(),
  keyword: parameter.max(320, { error: 'is not an address' }).optional(),
  q: parameter.max(500, { error: 'must be at most 500 characters' }).optional(),
  since: moment.optional(),
  until: moment.optional(),
  hasMedia: queryFlag.optional(),
});

export const deltaQuery = z.strictObject({ state: parameter.max(4_000, { error: 'is not a state' }).optional() });

export const deleteMessagesQuery = z.strictObject({ messageIds: commaList.optional() });

export const noQuery = z.strictObject({});
