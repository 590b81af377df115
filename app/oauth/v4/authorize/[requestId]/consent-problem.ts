interface ConsentProblem {
  text: string;
  field: 'scope' | 'end' | null;
}

const problems: Record<string, ConsentProblem> = {
  scope: { text: 'Choose at least one, or choose Not now.', field: 'scope' },
  end: { text: 'Choose a last day that is still to come, within ten years.', field: 'end' },
  form: { text: 'Something in this form was not understood. Decide again.', field: null },
  session: { text: 'This page was made for another session. Check that the number above is yours, then decide again.', field: null },
  unavailable: { text: 'Your line could not be checked right now, so nothing was allowed. Try again in a moment.', field: null },
  unexpected: { text: 'Something went wrong on our side and nothing was allowed. Try again in a moment.', field: null },
};

/** The words for a refused decision. The address names it; it cannot make the page say anything else. */
export function consentProblem(name: string | null): ConsentProblem | null {
  if (name === null) return null;
  return problems[name] ?? problems.unexpected ?? null;
}
