import { z } from 'zod';
import type { LineFacts } from '#lib/domain/eligibility.ts';

/** A line as a directory tells it. What else it tells is left alone. */
export const lineFactsSchema = z.object({
  msisdn: z.string().regex(/^\+[1-9]\d{6,14}$/, { error: 'must be a number such as +14255550101' }),
  ownerKey: z.string().min(1, { error: 'must not be empty' }).max(200, { error: 'must have at most 200 characters' }),
  plan: z.enum(['postpaid', 'smart-limits', 'prepaid'], { error: 'must be postpaid, smart-limits or prepaid' }),
  standing: z.enum(['active', 'suspended'], { error: 'must be active or suspended' }),
  smsEnabled: z.boolean({ error: 'must be true or false' }),
  messagesApp: z.boolean({ error: 'must be true or false' }),
  roaming: z.boolean({ error: 'must be true or false' }),
  roamingPlan: z.boolean({ error: 'must be true or false' }),
}) satisfies z.ZodType<LineFacts>;
