/** The newest 50 messages: a process keeps the answer for as long as nothing changes. */
export const newestPath = '/myMessages/v2/messages?limit=50';

/** The same 50, asked for in words that no call before had, so that they must be read. */
export const newestPathAnew = (nth: number): string => `${newestPath}&since=${new Date(Date.UTC(1990, 0, 1) + nth * 1_000).toISOString().slice(0, 19)}Z`;
