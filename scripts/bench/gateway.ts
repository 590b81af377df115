import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { DispatchBench } from '#scripts/bench/bench.ts';
import { type BenchServer, startBenchServer } from '#scripts/bench/server.ts';
import { type Smsc, type SmscOptions, startSmsc } from '#scripts/bench/smsc.ts';

/** The program between its clients and a message centre. */
export interface Gateway {
  api: BenchServer;
  worker: BenchServer;
  smsc: Smsc;
  /** Waits until the centre has so many receipts acknowledged since the start; answers the moment of the last. Throws when none comes any more. */
  stored(receipts: number): Promise<number>;
  stop(): Promise<void>;
}

/** Without a receipt for so long, something has gone wrong. */
const patienceMs = 30_000;

/** Both roles, a process each, with CARRIER=smpp, bound once to a centre on loopback. */
export async function startGateway({ root, folder, databaseUrl, world }: DispatchBench, centre: SmscOptions & { segmentsPerSecond: number }): Promise<Gateway> {
  const lines = join(folder, 'lines.csv');
  const header = 'msisdn,ownerKey,plan,standing,smsEnabled,messagesApp,roaming,roamingPlan';
  writeFileSync(lines, [header, ...world.numbers.map((msisdn) => `${msisdn},1,postpaid,active,true,true,false,true`), ''].join('\n'));
  const smsc = await startSmsc(centre);
  const settings = {
    CARRIER: 'smpp', LINE_DIRECTORY: `file:${lines}`, SMPP_URL: `smpp://127.0.0.1:${smsc.port}`, SMPP_SYSTEM_ID: 'bench', SMPP_PASSWORD: 'bench',
    SMPP_WINDOW: '100', SMPP_SEGMENTS_PER_SECOND: String(centre.segmentsPerSecond),
  };
  const [api, worker] = await Promise.all(['api', 'worker'].map((roles) => startBenchServer({ root, databaseUrl, roles, log: join(folder, `${roles}.log`), settings })));
  if (!api || !worker) throw new Error('the servers did not start');
  return {
    api, worker, smsc,
    async stored(receipts) {
      for (let [seen, since] = [0, performance.now()]; ; await pause(10)) {
        const now = smsc.acknowledged();
        if (now.receipts >= receipts) return now.lastAt;
        if (now.receipts > seen) [seen, since] = [now.receipts, performance.now()];
        if (performance.now() - since > patienceMs) throw new Error(`${receipts - seen} receipts are missing`);
      }
    },
    async stop() {
      await Promise.all([api.stop(), worker.stop()]);
      smsc.stop();
    },
  };
}

/** What was measured is worth nothing where a message is not told as delivered. */
export async function requireAllDelivered(databaseUrl: string): Promise<void> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ status: string; recipients: number }>(`SELECT "status", count(*)::int AS recipients FROM "Recipient" WHERE "status" <> 'delivered' GROUP BY 1`);
  await database.end();
  if (rows.length > 0) throw new Error(`not delivered: ${rows.map(({ status, recipients }) => `${recipients} ${status}`).join(', ')}`);
}
