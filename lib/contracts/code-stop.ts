import { z } from 'zod';

export const codeStopInput = z.strictObject({ number: z.string().trim().min(1, { error: 'Type the number of the line.' }).max(64, { error: 'This is not a phone number.' }) });
export const liftBlockStopInput = z.strictObject({ block: z.string().regex(/^\+1\d{6}$/) });
