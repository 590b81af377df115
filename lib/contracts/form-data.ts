import { z } from 'zod';

/** The fields of a posted form; what Next adds for forms without script is not among them. A field sent twice becomes a list. */
export function fieldsOf(input: unknown): unknown {
  if (!(input instanceof FormData)) return input;
  const fields: Record<string, unknown> = {};
  for (const name of new Set(input.keys())) {
    if (name.startsWith('$ACTION')) continue;
    const values = input.getAll(name);
    fields[name] = values.length === 1 ? values[0] : values;
  }
  return fields;
}

/** A schema for a form post or an object with the same fields; unknown fields are refused. */
export function formSchema<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(fieldsOf, z.strictObject(shape));
}

/** What a form shows after a refused try: the problem, and what was typed. */
export interface FormAnswer {
  problem: { text: string; field: string | null; retryAfterSeconds: number | null } | null;
  values: Record<string, string>;
}

export interface FormResult {
  data?: FormAnswer;
  serverError?: { text: string; field?: string; retryAfterSeconds?: number };
  validationErrors?: unknown;
}

/** A server action as a form component takes it. */
export type FormAction = (state: FormResult, input: FormData) => Promise<FormResult>;

/** The one problem of a result, wherever it arose. */
export function problemOf(result: FormResult): FormAnswer['problem'] {
  if (result.data?.problem) return result.data.problem;
  if (result.serverError) return { text: result.serverError.text, field: result.serverError.field ?? null, retryAfterSeconds: result.serverError.retryAfterSeconds ?? null };
  return result.validationErrors ? { text: 'Something in this form was not understood. Open the page again.', field: null, retryAfterSeconds: null } : null;
}
