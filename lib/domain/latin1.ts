/** What is no character of ISO-8859-1: everything above U+00FF. */
export const foreign = /[^\u0000-\u00ff]/;

/** Whether all characters of a text are ISO-8859-1. */
export const isLatin1 = (text: string): boolean => !foreign.test(text);
