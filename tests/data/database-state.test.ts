import { Pool } from 'pg';
import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { untilDatabaseAnswers } from '#lib/data/database-state.ts';
import { getPool } from '#lib/data/pool.ts';
import { freePort } from '#lib/server/free-port.ts';

const shared = globalThis as typeof globalThis & { handsetPools?: Map<string, Pool> };
const working = getPool();
const others: Pool[] = [];

function connectTo(pool: Pool): void {
  others.push(pool);
  pool.on('error', () => undefined);
  shared.handsetPools = new Map([['callers', pool]]);
}

afterEach(async () => {
  shared.handsetPools = new Map([['callers', working]]);
  await Promise.all(others.splice(0).map((pool) => pool.end()));
});

it('F13 waits for a database that is not up yet, and tells so once', async () => {
  const port = await freePort();
  connectTo(new Pool({ host: '127.0.0.1', port }));
  let told = 0;
  const waiting = Promise.withResolvers<null>();
  const answered = untilDatabaseAnswers({
    withinMs: 60_000,
    waiting: () => {
      told += 1;
      waiting.resolve(null);
    },
  });
  await waiting.promise;
  shared.handsetPools = new Map([['callers', working]]);
  await answered;
  expect(told).toBe(1);
});

it('says at once what will not pass: a password that is wrong', async () => {
  const refusing = createServer((socket) => {
    socket.once('data', () => {
      const fields = Buffer.from('SFATAL\0VFATAL\0C28P01\0Mwrong password\0\0');
      const head = Buffer.alloc(5);
      head.write('E');
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    });
  });
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  const { port } = refusing.address() as { port: number };
  connectTo(new Pool({ host: '127.0.0.1', port, user: 'somebody', password: 'wrong' }));
  let told = 0;
  await expect(untilDatabaseAnswers({ withinMs: 60_000, waiting: () => (told += 1) })).rejects.toMatchObject({ code: '28P01' });
  expect(told).toBe(0);
  await new Promise((resolve) => refusing.close(resolve));
});

it('gives up when the time is over', async () => {
  connectTo(new Pool({ host: '127.0.0.1', port: await freePort() }));
  await expect(untilDatabaseAnswers({ withinMs: 0, waiting: () => undefined })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
