import { z } from 'zod';
import { conditionBounds } from '#lib/domain/network-conditions.ts';

const withoutNul = (value: string) => !value.includes('\u0000');
const noNul = { error: 'cannot hold the character U+0000' };

const number = z.string().refine(withoutNul, noNul).trim().min(1, { error: 'must not be empty' }).max(64, { error: 'is too long for a number' });

/** What a virtual phone is told to send. */
export const phoneSendSchema = z.strictObject({
  to: z.array(number).min(1, { error: 'needs at least one number' }).max(20, { error: 'takes at most 20 numbers' }),
  text: z.string().min(1, { error: 'must not be empty' }).max(10_000, { error: 'takes at most 10,000 characters' }).refine(withoutNul, noNul).transform((value) => value.toWellFormed()),
  group: z.boolean({ error: 'must be true or false' }).default(false),
});

const picture = z.file({ error: 'is no file' }).min(1, { error: 'is empty' });

/** As the phone's own field sends it: a picture may stand for the text. */
export const phoneSendFormSchema = phoneSendSchema.extend({ msisdn: number, text: phoneSendSchema.shape.text.or(z.literal('')), picture: picture.optional() });

export const phoneSwitchSchema = z.strictObject({
  msisdn: number,
  airplaneMode: z.boolean().optional(),
  roaming: z.boolean().optional(),
  smsEnabled: z.boolean().optional(),
  messagesApp: z.boolean().optional(),
});

export const phoneGiveSchema = z.strictObject({ msisdn: number });

const within = (least: number, most: number) => z.int({ error: 'must be a whole number' }).min(least, { error: `must be at least ${least}` }).max(most, { error: `must be at most ${most.toLocaleString('en-US')}` });
const share = within(0, 100);

/** How many rows a list has, from the query. */
export const phoneListSchema = z.strictObject({ limit: z.string().default('100').transform((digits) => (/^\d+$/.test(digits) ? Number(digits) : digits)).pipe(within(1, 500)) });

/** How the simulated network is to behave. */
export const networkConditionsSchema = z.strictObject({
  seed: within(0, conditionBounds.seed),
  latencyMs: within(0, conditionBounds.latencyMs),
  jitterMs: within(0, conditionBounds.jitterMs),
  submitLossPercent: share,
  answerLossPercent: share,
  receiptLossPercent: share,
  errorPercent: share,
  throttlePerSecond: within(1, conditionBounds.throttlePerSecond).nullable(),
  isLinkDown: z.boolean({ error: 'must be true or false' }),
});

/** The same for scripts: what is left out is as in calm weather. */
export const networkRequestSchema = networkConditionsSchema.partial();
