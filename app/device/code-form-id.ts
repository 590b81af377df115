/** What the token of the code's form is tied to beside the session: the form asks about no request yet. */
export const codeFormId = 'device-code';
