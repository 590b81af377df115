import { Client } from 'pg';
import { env } from '#lib/env.ts';
import { signalChannel, type Signal } from '#lib/data/notify.ts';

type Listener = (signal: Signal | 'reconnected') => void;

interface Hub {
  listeners: Set<Listener>;
  connection: Client | null;
  stopped: boolean;
}

const shared = globalThis as typeof globalThis & { handsetSignals?: Hub };
const hub: Hub = (shared.handsetSignals ??= { listeners: new Set(), connection: null, stopped: false });

function deliver(signal: Signal | 'reconnected'): void {
  for (const listener of hub.listeners) listener(signal);
}

/**
 * One LISTEN connection a process (a session connection: a transaction pooler would lose it). After a break it connects
 * again and says `reconnected`: whoever keeps state reads again from its last sequence.
 */
export async function startSignals(): Promise<void> {
  hub.stopped = false;
  const connection = new Client({ connectionString: env.DATABASE_URL, application_name: 'handset-listen', keepAlive: true });
  connection.on('notification', ({ payload }) => {
    if (payload) deliver(JSON.parse(payload) as Signal);
  });
  const again = () => {
    if (hub.connection !== connection) return;
    hub.connection = null;
    if (!hub.stopped) retryLater();
  };
  connection.on('error', again);
  connection.on('end', again);
  await connection.connect();
  await connection.query(`LISTEN ${signalChannel}`);
  hub.connection = connection;
}

function retryLater(): void {
  setTimeout(() => {
    if (hub.stopped) return;
    startSignals().then(
      () => deliver('reconnected'),
      () => retryLater(),
    );
  }, 500 + Math.random() * 500).unref();
}

export function onSignal(listener: Listener): () => void {
  hub.listeners.add(listener);
  return () => hub.listeners.delete(listener);
}

export async function stopSignals(): Promise<void> {
  hub.stopped = true;
  const connection = hub.connection;
  hub.connection = null;
  await connection?.end().catch(() => undefined);
}
