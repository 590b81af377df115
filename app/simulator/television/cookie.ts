/** What the television remembers, sealed. Its own cookie: the phone beside it is another device. */
export const televisionCookie = 'handset.television';
