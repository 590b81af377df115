import { z } from 'zod';

const withoutNul = (value: string) => !value.includes('\u0000');
const noNul = { error: 'cannot hold the character U+0000' };

const number = z.string().refine(withoutNul, noNul).trim().min(3, { error: 'is too short for a number' }).max(64, { error: 'is too long for a number' });

/** What a virtual phone is told to send. */
export const phoneSendSchema = z.strictObject({
  to: z.array(number).min(1, { error: 'needs at least one number' }).max(20, { error: 'takes at most 20 numbers' }),
  text: z.string().min(1, { error: 'must not be empty' }).max(10_000, { error: 'takes at most 10,000 characters' }).refine(withoutNul, noNul).transform((value) => value.toWellFormed()),
  group: z.boolean({ error: 'must be true or false' }).default(false),
});

export const phoneSendFormSchema = phoneSendSchema.extend({ msisdn: number });

export const phoneSwitchSchema = z.strictObject({
  msisdn: number,
  airplaneMode: z.boolean().optional(),
  roaming: z.boolean().optional(),
});

export const phoneGiveSchema = z.strictObject({ msisdn: number });

export const phoneLimitSchema = z.coerce.number().int().min(1).max(500).catch(100);
