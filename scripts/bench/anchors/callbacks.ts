import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Callbacks {
  url: string;
  /** Calls so far, and the moment of the last, in ms since 1970. */
  told(): { receipts: number; lastAt: number };
  stop(): void;
}

/** Where Kannel tells what became of a message: the place that the database has in ours. */
export async function startCallbacks(): Promise<Callbacks> {
  let [receipts, lastAt] = [0, 0];
  const server = createServer((_, answer) => {
    receipts += 1;
    lastAt = performance.timeOrigin + performance.now();
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/receipt`,
    told: () => ({ receipts, lastAt }),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
