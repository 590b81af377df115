import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, figure, type Figure } from '#scripts/bench/bench.ts';
import { startBenchServer } from '#scripts/bench/server.ts';

/** A5: what it takes to make a mailbox findable, as a client sees it: from the call until the index says so. */
export async function buildIndexes({ root, folder, databaseUrl, server, world, say }: Bench): Promise<Figure[]> {
  const worker = await startBenchServer({ root, databaseUrl, roles: 'worker', log: join(folder, 'worker.log') });
  const figures: Figure[] = [];
  for (const { size, token } of world.readers) {
    say(`Building the index of ${size.toLocaleString('en')} messages`);
    const headers = { Authorization: `Bearer ${token}` };
    const messages = `http://127.0.0.1:${server.port}/myMessages/v2/messages`;
    const startedAt = performance.now();
    await fetch(`${messages}/index`, { method: 'POST', headers });
    for (;;) {
      const { messageIndexInfo } = (await (await fetch(`${messages}/index/info`, { headers })).json()) as { messageIndexInfo: { status: string } };
      if (messageIndexInfo.status === 'INITIALIZED') break;
      if (messageIndexInfo.status === 'ERROR') throw new Error('the index could not be built');
      await pause(20);
    }
    figures.push({ row: 'A5', what: `building the index of ${size.toLocaleString('en')} messages, messages a second`, value: figure(size / ((performance.now() - startedAt) / 1000)) });
  }
  await worker.stop();
  return figures;
}
