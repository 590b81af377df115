import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface FlakyProxy {
  readonly port: number;
  /** Answers are kept back while the connection stays open, as with a peer that is half gone. */
  stallBack(isStalled: boolean): void;
  /** New connections are closed at once. */
  refuse(isRefusing: boolean): void;
  /** Every connection is reset. */
  cut(): void;
  /** Connections that were made so far. */
  connections(): number;
  stop(): Promise<void>;
}

/** A network with faults on this machine, in front of a port of this machine. */
export async function startFlakyProxy(to: number): Promise<FlakyProxy> {
  const pairs = new Set<{ client: Socket; server: Socket }>();
  let isStalled = false;
  let isRefusing = false;
  let connections = 0;
  const proxy = createServer((client) => {
    if (isRefusing) return void client.resetAndDestroy();
    connections += 1;
    const server = connect(to, '127.0.0.1');
    const pair = { client, server };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    client.on('data', (octets) => void server.write(octets));
    // While stalled the octets are lost: nobody waits for them any more when the link is made anew.
    server.on('data', (octets) => void (isStalled || client.write(octets)));
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const { client, server } of [...pairs]) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  return {
    port: (proxy.address() as AddressInfo).port,
    stallBack: (stalled) => void (isStalled = stalled),
    refuse: (refusing) => void (isRefusing = refusing),
    cut,
    connections: () => connections,
    async stop() {
      const closed = new Promise((resolve) => proxy.close(resolve));
      cut();
      await closed;
    },
  };
}
