import { z } from 'zod';
import { formSchema } from '#lib/contracts/form-data.ts';

const returnTo = z.string().max(2000).optional();

export const requestCodeForm = formSchema({ number: z.string().max(64), returnTo });
export const verifyCodeForm = formSchema({ number: z.string().max(64), code: z.string().max(64), passkey: z.literal('next').optional(), returnTo });
export const passkeyForm = formSchema({ assertion: z.string().max(8000), returnTo });
export const accountForm = formSchema({ email: z.string().max(320), password: z.string().max(2048), returnTo });
