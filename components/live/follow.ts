export interface Following {
  /** Asked at each new connection. */
  address: () => string;
  kinds: readonly string[];
  /** Without an event after a break, in which anything may have happened. */
  onNews: (event?: MessageEvent<string>) => void;
}

/** Listens to a stream of events until the function that it returns is called. */
export function follow({ address, kinds, onNews }: Following): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  let isBroken = false;
  const connect = () => {
    source = new EventSource(address());
    for (const kind of kinds) source.addEventListener(kind, onNews);
    source.addEventListener('open', () => {
      // For tests and for people who look: from here on the page follows by itself.
      document.documentElement.setAttribute('data-live', '');
      if (isBroken) onNews();
      isBroken = false;
    });
    // The session dialog tells the person; listening on would only be refused.
    source.addEventListener('ended', () => source.close());
    source.addEventListener('error', () => {
      isBroken = true;
      // A refusal (too many tabs, a restart) closes the stream for good: try again later.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(connect, 15_000 + Math.random() * 15_000);
    });
  };
  connect();
  return () => {
    source.close();
    clearTimeout(again);
  };
}
