import { afterEach, expect, test } from 'vitest';
import { createSmppCarrier } from '#lib/carriers/smpp/smpp-carrier.ts';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { startWorker } from '#lib/worker/start-worker.ts';
import { greeting } from '#scripts/start/greeting.ts';
import { listToldLinks } from '#scripts/start/told-links.ts';
import { eventually } from '#tests/support/eventually.ts';
import { smppSettings } from '#tests/support/fixtures/smpp-carrier.ts';
import { startSmsc } from '#tests/support/fixtures/smsc.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

const toldSince = (startedAt: number) => listToldLinks({ databaseUrl: env.DATABASE_URL, startedAt });

test('a wrong SMPP password is told by the greeting as soon as the process is ready, by its setting and never by its value', async () => {
  const startedAt = performance.now();
  let isWrong = true;
  const smsc = await startSmsc({ bindStatus: () => (isWrong ? 0x0e : 0) });
  running.push(smsc);
  running.push(await startWorker(createSmppCarrier({ settings: smppSettings([smsc.port]), findLine: async () => null })));
  const links = await toldSince(startedAt);
  expect(links).toEqual([{ name: 'smpp-1', state: 'refused', detail: expect.stringContaining('SMPP_PASSWORD') }]);
  const text = greeting({ address: 'http://localhost:3000', dataFolder: '/nowhere', logFile: '/nowhere/handset.log', links, isSimulated: true });
  expect(text).toMatch(/Messages wait.*refuses the account.*SMPP_PASSWORD.*SMPP_SYSTEM_ID/s);
  expect(text).not.toMatch(/is ready|secret-word/);
  isWrong = false;
  await eventually(async () => expect(await toldSince(startedAt)).toMatchObject([{ state: 'open' }]));
});

test('what a worker of an earlier start left behind is not told, and without a database nothing is', async () => {
  await sql.query(`DELETE FROM "CarrierLink"`);
  await sql.query(
    `INSERT INTO "CarrierLink" ("worker", "name", "carrier", "state", "detail", "since", "seenAt") VALUES ($1::uuid, 'old', 'test', 'refused', '', now(), now() - interval '20 seconds')`,
    [newId()],
  );
  expect(await toldSince(performance.now() - 10_000)).toEqual([]);
  expect(await toldSince(performance.now() - 60_000)).toMatchObject([{ name: 'old' }]);
  expect(await listToldLinks({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none', startedAt: 0 })).toEqual([]);
});
