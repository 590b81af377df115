/** What a server action answers, as far as forms read it. */
export interface ActionAnswer<Data> {
  data?: Data;
  serverError?: { code: string; text: string; field?: string };
  validationErrors?: { formErrors?: string[]; fieldErrors?: Record<string, string[] | undefined> };
}

export type Action<Input, Data = { done: true }> = (input: Input) => Promise<ActionAnswer<Data> | undefined>;

export interface FormProblems {
  /** By field, one sentence each. */
  fields: Record<string, string>;
  /** What concerns no single field. */
  form: string | null;
}

export const noProblems: FormProblems = { fields: {}, form: null };

/** Sorts what is wrong to its fields; null when nothing is. `known` are the fields this form can show. */
export function problemsOf(answer: ActionAnswer<unknown> | undefined, known: readonly string[]): FormProblems | null {
  if (answer?.data !== undefined) return null;
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const [field, texts] of Object.entries(answer?.validationErrors?.fieldErrors ?? {})) {
    const text = [...new Set(texts)].join(' ');
    if (!text) continue;
    if (known.includes(field)) fields[field] = text;
    else rest.push(text);
  }
  rest.push(...(answer?.validationErrors?.formErrors ?? []));
  const refused = answer?.serverError;
  if (refused?.field !== undefined && known.includes(refused.field)) fields[refused.field] = refused.text;
  else if (refused) rest.push(refused.text);
  if (rest.length === 0 && Object.keys(fields).length === 0) rest.push('Handset could not be reached. Check your connection and try again; what you typed stays here.');
  return { fields, form: rest.length > 0 ? rest.join(' ') : null };
}
