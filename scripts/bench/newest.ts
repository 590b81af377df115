/** The newest 50 messages: a process keeps the answer for as long as nothing changes. */
export const newestPath = '/myMessages/v2/messages?limit=50';

/** More than a process keeps. */
const differentCalls = 4_000;

/** A list asked for in words that no call before had, so that it must be read: since so many moments, all before the first message. */
export const pathsAnew = (path: string): string[] =>
  Array.from({ length: differentCalls }, (_, nth) => `${path}&since=${new Date(Date.UTC(1990, 0, 1) + nth * 1_000).toISOString().slice(0, 19)}Z`);
