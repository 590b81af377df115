import type { IncomingMessage, ServerResponse } from 'node:http';

/** Knows the requests under way, so that a stop can wait for them; streams that never end by themselves are ended at once. */
export function trackRequests() {
  const open = new Set<ServerResponse>();
  const streams = new Set<ServerResponse>();
  let onEmpty: (() => void) | null = null;
  return {
    track(request: IncomingMessage, response: ServerResponse): void {
      const set = /^\/(?:events|simulator\/api\/events|stomp)(?:[/?]|$)/.test(request.url ?? '') ? streams : open;
      set.add(response);
      response.once('close', () => {
        set.delete(response);
        if (open.size === 0) onEmpty?.();
      });
    },
    endStreams(): void {
      for (const response of streams) response.destroy();
    },
    /** Resolves when no request is under way, or after `limitMs`. */
    async drained(limitMs: number): Promise<void> {
      if (open.size === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limitMs);
        onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
