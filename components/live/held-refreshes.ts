import { firstWaitMs, longerWaitMs, spreadMs } from '#components/live/patience.ts';

type Fetch = typeof fetch;

interface Parts {
  /** The address of the page that is open. */
  here: () => string;
  isAnswering: () => Promise<boolean>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function addressOf(href: string): string {
  const { origin, pathname, searchParams } = new URL(href);
  // What Next adds so that no cache takes the payload for the page.
  searchParams.delete('_rsc');
  return `${origin}${pathname}?${String(searchParams)}`;
}

function isRefresh(input: Parameters<Fetch>[0], init: RequestInit | undefined, here: string): boolean {
  const headers = new Headers(init?.headers);
  if (input instanceof Request || !headers.has('rsc') || headers.has('next-router-prefetch') || (init?.method ?? 'GET') !== 'GET') return false;
  return addressOf(new URL(input, here).href) === addressOf(here);
}

/**
 * Fetches as the given function does, but for Next's reading of the open page anew, which is asked again until the server is there: a
 * failure of it makes Next open the page from scratch, and without a server that is the browser's error page, which never comes back by
 * itself. A link that is followed fails as before, and the browser says so.
 */
export function holdRefreshes(fetchOnce: Fetch, { here, isAnswering }: Parts): Fetch {
  return async (input, init) => {
    // Decided before the first try: an answer that is late is of no use to another page, and its failure would be harm.
    const isHeld = isRefresh(input, init, here());
    let waitMs = firstWaitMs;
    for (;;) {
      try {
        return await fetchOnce(input, init);
      } catch (error) {
        if (!isHeld || init?.signal?.aborted) throw error;
      }
      do {
        await pause(spreadMs(waitMs));
        waitMs = longerWaitMs(waitMs);
      } while (!(await isAnswering()));
    }
  };
}
