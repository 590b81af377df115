import { z } from 'zod';
import { maxAttachments } from '#lib/domain/media-type.ts';
import { threadFilters } from '#lib/domain/conversation.ts';

/** What the pages and actions of the inbox take from outside. Ids travel in their short form. */
const shortId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, { error: 'This conversation or message does not exist.' });

/** A thread, or the page for a new message. */
const draftSlot = z.union([z.literal('new'), shortId]);

const written = z.string().max(1_048_576, { error: 'This text is too long: at most 1 MB fits.' });
const address = z.string().trim().min(1).max(320, { error: 'This address is too long.' });

export const longestQuery = 1_000;

export const inboxQuerySchema = z.object({
  show: z.enum(threadFilters).catch('all').default('all'),
  // What is too long for the field is cut, not refused: the words that count stand first.
  q: z.string().transform((value) => value.replaceAll('\u0000', ' ').trim().slice(0, longestQuery).toWellFormed()).catch('').default(''),
  after: z.string().max(80).optional().catch(undefined),
  before: z.string().max(22).optional().catch(undefined),
  /** A message to open the conversation at. */
  at: z.string().max(22).optional().catch(undefined),
});
export type InboxQuery = z.infer<typeof inboxQuerySchema>;

export const threadSchema = z.strictObject({ threadId: shortId });
export const markReadSchema = z.strictObject({ threadId: shortId, upTo: shortId });
export const threadFlagSchema = z.strictObject({ threadId: shortId, value: z.boolean() });
export const loadEarlierSchema = z.strictObject({ threadId: shortId, before: shortId });
export const messageSchema = z.strictObject({ messageId: shortId });
export const deleteMessageSchema = z.strictObject({ threadId: shortId, messageId: shortId });
export const resendSchema = z.strictObject({ messageId: shortId, idempotencyKey: z.string().min(8).max(64) });

/** More addresses than can be sent to are kept: they are shown as refused, not lost. */
export const draftSchema = z.strictObject({
  slot: draftSlot,
  addresses: z.array(address).max(50),
  text: written,
  isGroup: z.boolean(),
});

/** A send from the composer; files arrive beside it and are counted again by the use case. */
export const composeSchema = z.strictObject({
  slot: draftSlot,
  addresses: z.array(address).min(1, { error: 'Add at least one recipient.' }).max(50),
  text: written,
  isGroup: z.boolean(),
  idempotencyKey: z.string().min(8).max(64),
  files: z.array(z.instanceof(File)).max(maxAttachments, { error: `At most ${maxAttachments} files fit in one message.` }),
});
export type ComposeInput = z.infer<typeof composeSchema>;
