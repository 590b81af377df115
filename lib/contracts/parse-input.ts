import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';

/** The parsed value, or `invalid-input` that names the first field at fault, an unknown one included (T27). */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const field = issue.keys[0] ?? '';
    throw new AppError('invalid-input', `There is no field ${field}. Leave it out.`, { field });
  }
  const field = issue?.path[0];
  throw new AppError('invalid-input', issue?.message ?? 'This cannot be read.', field === undefined ? {} : { field: String(field) });
}
