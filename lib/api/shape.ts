import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';

/**
 * The value in the shape of the schema. Throws `invalid-input` or `invalid-value` about the first field at fault, by the name the caller
 * gave it; `wrapper` is the outer object that is no field
 * of its own, `depth` how much of a nested name is told.
 */
export function requireShape<Schema extends z.ZodType>(schema: Schema, value: unknown, wrapper?: string, depth = 10): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (!issue) throw new AppError('invalid-input', 'The request has the wrong shape.');
  const path = (issue.path[0] === wrapper && typeof issue.path[1] === 'string' ? issue.path.slice(1) : issue.path).slice(0, depth);
  const place = path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${String(step)}`)).join('');
  if (issue.code === 'unrecognized_keys') {
    const name = `${place ? `${place}.` : ''}${issue.keys[0] ?? ''}`.slice(0, 100);
    throw new AppError('invalid-input', 'There is no such field. Leave it out.', { field: place && path.at(-1) === wrapper ? (issue.keys[0] ?? '').slice(0, 100) : name });
  }
  const field = place || wrapper || 'body';
  if (issue.code === 'invalid_value') throw new AppError('invalid-value', `Give one of: ${issue.values.join(', ')}.`, { field, variables: issue.values.map(String) });
  if (place === '' && wrapper) throw new AppError('invalid-input', `Send one object with the field ${wrapper}.`, { field });
  throw new AppError('invalid-input', sentence(field, issue.message), { field });
}

function sentence(field: string, problem: string): string {
  return /^(must|cannot|is) /.test(problem) ? `${field} ${problem}.` : `${field} has the wrong shape.`;
}
