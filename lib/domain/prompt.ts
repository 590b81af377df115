/** What an app may say about asking (OpenID Connect Core, 3.1.2.1); also what the metadata lists. */
export const prompts = ['none', 'login', 'consent', 'select_account'] as const;
export type Prompt = (typeof prompts)[number];

const isPrompt = (value: string): value is Prompt => (prompts as readonly string[]).includes(value);

/** The values of the parameter, each once. Null for one that is unknown, and for `none` beside others. An empty one counts as left out (RFC 6749, 3.1). */
export function parsePrompt(text: string | null): Prompt[] | null {
  const values = [...new Set((text ?? '').split(' ').filter((value) => value !== ''))];
  if (!values.every(isPrompt)) return null;
  return values.includes('none') && values.length > 1 ? null : values;
}

/** Whether a page has to be shown also where the consent is there: the page names the number, and lets another be chosen. */
export const asksAgain = (asked: readonly Prompt[]): boolean => asked.includes('consent') || asked.includes('select_account');
