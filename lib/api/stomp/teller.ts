import { childLogger } from '#lib/logger.ts';
import { listStanding, type OpenConnection, readNotification, watchInbox } from '#lib/use-cases/notifications/connections.ts';

const log = childLogger({ component: 'stomp' });

/**
 * Tells a connection what happened in its inbox since its credentials were given out, in order and each change once. `send` resolves when
 * the bytes are out, so a slow reader is waited for and nothing piles up. Whether the connection still stands is asked before each
 * notification. Returns how to stop.
 */
export function startTelling(connection: OpenConnection, send: (body: string, id: number) => Promise<void>, lost: () => void): () => void {
  let since = connection.sinceModSeq;
  let stopped = false;
  let running = false;
  let again = false;
  const tell = async (): Promise<void> => {
    let hasMore = true;
    while (hasMore && !stopped) {
      const next = await readNotification(connection, since);
      if (next.body !== null) {
        if (stopped) return;
        if (!(await listStanding([connection.id])).has(connection.id)) {
          lost();
          return;
        }
        await send(next.body, next.upTo);
      }
      since = next.upTo;
      hasMore = next.hasMore;
    }
  };
  const wake = (): void => {
    again = true;
    if (running || stopped) return;
    running = true;
    void (async () => {
      try {
        while (again && !stopped) {
          again = false;
          await tell();
        }
      } catch (error) {
        // The client connects anew, with new credentials, and reads what it missed with the delta.
        log.warn({ err: error }, 'a connection could not be told');
        lost();
      } finally {
        running = false;
      }
    })();
  };
  const unwatch = watchInbox(connection.mailboxId, wake);
  wake();
  return () => {
    stopped = true;
    unwatch();
  };
}
