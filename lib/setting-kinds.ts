/** The kinds of settings that more than one of them has. Each says in a sentence what it must be. */
import { z } from 'zod';

export const wholeNumber = (minimum: number, maximum: number, standard: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: `must be a whole number from ${minimum} to ${maximum}` })
    .transform(Number)
    .pipe(z.number().min(minimum, { error: `must be a whole number from ${minimum} to ${maximum}` }).max(maximum, { error: `must be a whole number from ${minimum} to ${maximum}` }))
    .default(standard);

export const flag = (standard: boolean) =>
  z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default(standard ? 'true' : 'false')
    .transform((value) => value === 'true');

export const webAddress = (problem: string) =>
  z
    .url({ protocol: /^https?$/, error: problem })
    .transform((value) => value.replace(/\/+$/, ''))
    .optional();
