import { z } from 'zod';

export const reviewFlagInput = z.strictObject({
  mailboxId: z.uuid(),
  decision: z.enum(['reviewed', 'keep-slow', 'release'], { error: 'Choose what you decide.' }),
  note: z.string().trim().min(1, { error: 'Write what you saw and why you decide so.' }).max(500, { error: 'Use at most 500 characters.' }),
});
export type ReviewFlagInput = z.infer<typeof reviewFlagInput>;
