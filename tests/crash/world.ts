import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '#lib/server/embedded-postgres.ts';
import { freePort } from '#lib/server/free-port.ts';
import { migrate } from '#lib/server/migrate.ts';
import { type MessageCentre, startMessageCentre } from '#tests/crash/message-centre.ts';
import { createServerProcess, type ServerProcess } from '#tests/crash/processes.ts';

export interface Line {
  msisdn: string;
  mailboxId: string;
  token: string;
}

export interface Acknowledged {
  tag: string;
  id: string;
}

export interface World {
  readonly api: ServerProcess;
  /** At least one. */
  readonly workers: readonly [ServerProcess, ...ServerProcess[]];
  readonly centre: MessageCentre;
  readonly lines: readonly Line[];
  /** Starts all processes and waits for them. */
  start(): Promise<void>;
  /** Sends until it is acknowledged, always with the same key. Answers every id that was told: one, if all is well. */
  send(line: Line, message: { tag: string; recipient: string }): Promise<Acknowledged[]>;
  /** Ends one of the database's own processes at once: all of its sessions end, and it recovers from its log. */
  crashDatabase(): Promise<void>;
  rows<Row extends object>(query: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Resolves when nothing waits for anything any more. */
  drained(): Promise<void>;
  logs(): string;
  stop(): Promise<void>;
}

/** Processes of the product, a database that keeps its promises and a network, each of which can be ended at any moment. */
export async function createWorld(options: { lines: number; workers: number; receiptDeadlineSeconds: number }): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'handset-crash-'));
  const logFile = join(folder, 'handset.log');
  writeFileSync(logFile, '');
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'), superuserPassword: randomBytes(18).toString('hex'), ownerPassword: randomBytes(18).toString('hex'), durable: true, say: () => undefined,
  });
  await migrate({ databaseUrl: postgres.databaseUrl });
  process.env.DATABASE_URL = postgres.databaseUrl;
  process.env.HANDSET_DATA_DIR = folder;
  const lines = await makeLines(options.lines);
  const directory = join(folder, 'lines.csv');
  writeFileSync(directory, ['msisdn,ownerKey,plan,standing,smsEnabled,messagesApp,roaming,roamingPlan', ...lines.map(({ msisdn }) => `${msisdn},1,postpaid,active,true,true,false,true`)].join('\n'));
  const centre = await startMessageCentre();
  const environment = {
    NODE_ENV: 'test', LOG_LEVEL: 'warn', DATABASE_URL: postgres.databaseUrl, HANDSET_DATA_DIR: folder, CARRIER: 'smpp', LINE_DIRECTORY: `file:${directory}`,
    SMPP_URL: `smpp://127.0.0.1:${centre.port}`, SMPP_SYSTEM_ID: 'handset', SMPP_PASSWORD: 'secret', SMPP_SEGMENTS_PER_SECOND: '2000', SMPP_WINDOW: '32',
    OUTBOX_LEASE_SECONDS: '2', RECEIPT_DEADLINE_SECONDS: String(options.receiptDeadlineSeconds), WEBHOOKS_TO_LOOPBACK: 'true',
  };
  const processOf = async (role: 'api' | 'worker') => createServerProcess({ port: await freePort(), environment: { ...environment, ROLES: role }, logFile });
  const api = await processOf('api');
  const workers: [ServerProcess, ...ServerProcess[]] = [await processOf('worker')];
  while (workers.length < options.workers) workers.push(await processOf('worker'));
  const servers = [api, ...workers];

  async function rows<Row extends object>(query: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: postgres.superuserUrl.replace(/\/postgres$/, '/handset') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(query, [...values])).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** The same, as often as it takes until the database is back. */
  async function surely<Row extends object>(query: string): Promise<Row[]> {
    for (;;) {
      const answer = await rows<Row>(query).catch(() => null);
      if (answer) return answer;
      await pause(50);
    }
  }

  return {
    api, workers, centre, lines, rows,
    async start() {
      for (const server of servers) server.start();
      await Promise.all(servers.map((server) => server.untilReady()));
    },
    send: (line, message) => sendUntilAcknowledged(api.port, line, message),
    async crashDatabase() {
      const [backend] = await surely<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE datname = 'handset' AND pid <> pg_backend_pid() AND backend_type = 'client backend' ORDER BY random() LIMIT 1`);
      if (backend) process.kill(backend.pid, 'SIGKILL');
    },
    async drained() {
      for (;;) {
        await centre.settled();
        const [waiting] = await surely<{ count: number }>(`SELECT count(*)::int AS count FROM "Outbox" WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
        if (waiting?.count === 0) return;
        await pause(200);
      }
    },
    logs: () => readFileSync(logFile, 'utf8'),
    async stop() {
      await Promise.all(servers.map((server) => server.kill()));
      await centre.stop();
      const { closePool } = await import('#lib/data/pool.ts');
      const { closePrisma } = await import('#lib/data/prisma.ts');
      await Promise.all([closePool(), closePrisma()]);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeLines(count: number): Promise<Line[]> {
  // After the settings are set: the fixtures read them.
  const [{ createClient, createToken }, { createSubscriber }] = await Promise.all([import('#tests/support/fixtures/app-clients.ts'), import('#tests/support/fixtures/subscribers.ts')]);
  const client = await createClient();
  const lines: Line[] = [];
  for (let at = 0; at < count; at += 1) {
    const subscriber = await createSubscriber();
    lines.push({ msisdn: subscriber.msisdn, mailboxId: subscriber.mailboxId, token: (await createToken({ client, subscriber })).token });
  }
  return lines;
}

/** An answer that never came, a refusal that may pass: again with the same key. Now and then a send that was acknowledged is asked again. */
async function sendUntilAcknowledged(port: number, line: Line, { tag, recipient }: { tag: string; recipient: string }): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const wanted = Number(tag.at(-1)) % 4 === 0 ? 2 : 1;
  while (acknowledged.length < wanted) {
    const answer = await fetch(`http://127.0.0.1:${port}/myMessages/v2/messages`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${line.token}`, 'Content-Type': 'application/json', 'Idempotency-Key': tag.replaceAll(/\W+/g, '-') },
      body: JSON.stringify({ messageRequest: { addresses: [recipient], text: tag } }),
    })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => null);
    if (answer && answer.status >= 200 && answer.status < 300) acknowledged.push({ tag, id: String((JSON.parse(answer.text) as { id?: unknown }).id) });
    else if (answer && answer.status < 500 && ![408, 409, 429].includes(answer.status)) throw new Error(`${tag} was refused: ${answer.status} ${answer.text}`);
    else await pause(30);
  }
  return acknowledged;
}
