import { z } from 'zod';
import { channelFacts, maxCallbackDataLength, notificationEvents, subscriptionTerm } from '#lib/domain/notification.ts';

/** Numbers that some clients write as texts. */
const number = z.union([z.number(), z.string().regex(/^[\d.]{1,12}$/).transform(Number)], { error: 'must be a number' });

export const createChannelBody = z
  .strictObject({
    channel: z.strictObject({
      serviceName: z.enum([channelFacts.serviceName]).meta({ description: 'The message inbox: there is no other service.' }),
      notificationContentType: z.enum([channelFacts.contentType]).default(channelFacts.contentType),
      notificationVersion: number.pipe(z.literal(channelFacts.version)).default(channelFacts.version).meta({ documentedAs: { type: 'number', enum: [channelFacts.version], default: channelFacts.version } }),
      channelType: z.enum([channelFacts.channelType]).optional(),
    }),
  })
  .meta({ id: 'CreateChannel' });

const { shortestSeconds, longestSeconds } = subscriptionTerm;
const termProblem = `must be 0 for no end, or a whole number from ${shortestSeconds} to ${longestSeconds}`;

/** A list, or one text with commas; empty or left out is all. Each once. */
const events = z
  .union([z.array(z.string()), z.string().transform((value) => value.split(',').map((item) => item.trim()).filter((item) => item !== ''))], { error: 'must be a list of TEXT and MMS' })
  .pipe(z.array(z.enum(notificationEvents)).max(20, { error: 'must be a list of TEXT and MMS' }))
  .transform((list) => notificationEvents.filter((event) => list.includes(event)));

const terms = z.strictObject({
  events: events
    .nullish()
    .transform((list) => list ?? [])
    .meta({ documentedAs: { type: 'array', items: { type: 'string', enum: [...notificationEvents] } }, description: 'What to be told of. Empty or left out is all.', example: [...notificationEvents] }),
  callbackData: z
    .string({ error: 'must be a text' })
    .transform((value) => value.toWellFormed())
    .refine((value) => !value.includes('\u0000'), { error: 'cannot hold the character U+0000' })
    .refine((value) => [...value].length <= maxCallbackDataLength, { error: `must have at most ${maxCallbackDataLength} characters` })
    .nullish()
    .transform((value) => value ?? '')
    .meta({ documentedAs: { type: 'string', maxLength: maxCallbackDataLength }, description: 'Yours. It comes back in each notification.', example: 'desk-7' }),
  expiresIn: number
    .refine((value) => Number.isInteger(value) && (value === 0 || (value >= shortestSeconds && value <= longestSeconds)), { error: termProblem })
    .nullish()
    .transform((value) => value ?? 0)
    .meta({
      documentedAs: { type: 'integer', minimum: 0, maximum: longestSeconds, default: 0 },
      description: `Seconds until the subscription ends by itself, from ${shortestSeconds}. 0 is never: it lasts as long as the consent.`,
      example: 86_400,
    }),
});

export const subscriptionBody = z.strictObject({ subscription: terms }).meta({ id: 'SubscriptionTerms' });

export const connectionDetailsQuery = z.strictObject({
  queues: z.enum(notificationEvents).optional().meta({ needed: true, description: 'The kind of messages that the queue tells of.', example: 'TEXT' }),
});
