import { z } from 'zod';
import { channelFacts, maxCallbackDataLength, notificationEvents, subscriptionTerm } from '#lib/domain/notification.ts';

/** Numbers that some clients write as texts. */
const number = z.union([z.number(), z.string().regex(/^[\d.]{1,12}$/).transform(Number)], { error: 'must be a number' });

export const createChannelBody = z.strictObject({
  channel: z.strictObject({
    serviceName: z.enum([channelFacts.serviceName]),
    notificationContentType: z.enum([channelFacts.contentType]).default(channelFacts.contentType),
    notificationVersion: number.pipe(z.literal(channelFacts.version)).default(channelFacts.version),
    channelType: z.enum([channelFacts.channelType]).optional(),
  }),
});

const { shortestSeconds, longestSeconds } = subscriptionTerm;
const termProblem = `must be 0 for no end, or a whole number from ${shortestSeconds} to ${longestSeconds}`;

/** A list, or one text with commas; empty or left out is all. Each once. */
const events = z
  .union([z.array(z.string()), z.string().transform((value) => value.split(',').map((item) => item.trim()).filter((item) => item !== ''))], { error: 'must be a list of TEXT and MMS' })
  .pipe(z.array(z.enum(notificationEvents)).max(20, { error: 'must be a list of TEXT and MMS' }))
  .transform((list) => notificationEvents.filter((event) => list.includes(event)));

export const subscriptionBody = z.strictObject({
  subscription: z.strictObject({
    events: events.nullish().transform((list) => list ?? []),
    callbackData: z
      .string({ error: 'must be a text' })
      .transform((value) => value.toWellFormed())
      .refine((value) => !value.includes('\u0000'), { error: 'cannot hold the character U+0000' })
      .refine((value) => [...value].length <= maxCallbackDataLength, { error: `must have at most ${maxCallbackDataLength} characters` })
      .nullish()
      .transform((value) => value ?? ''),
    expiresIn: number
      .refine((value) => Number.isInteger(value) && (value === 0 || (value >= shortestSeconds && value <= longestSeconds)), { error: termProblem })
      .nullish()
      .transform((value) => value ?? 0),
  }),
});

export const connectionDetailsQuery = z.strictObject({ queues: z.enum(notificationEvents).optional() });
