import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { readDemoFile, type DemoClient, type DemoFile } from '#prisma/seed/demo-file.ts';

/** The lines of the demo world. Each file of tests uses its own, so that the files can run in any order. */
export const lines = {
  ana: '+14255550101',
  ben: '+14255550102',
  chen: '+14255550103',
  dana: '+14255550104',
  eli: '+14255550105',
  fay: '+14255550106',
  gus: '+14255550107',
  hana: '+14255550108',
} as const;

/** The folder of the server under test: its demo file, its log, and what the tests leave for each other. */
export const dataFolder = resolve(process.env.HANDSET_DATA_DIR ?? '.handset');

export const serverLog = process.env.LOG_FILE ?? join(dataFolder, 'handset.log');

export function demoWorld(): DemoFile {
  const file = join(dataFolder, 'demo.json');
  const content = readDemoFile(file);
  if (!content) throw new Error(`${file} is missing or damaged: start the server with the demo world first.`);
  return content;
}

export function demoClient(name: 'Desk' | 'Classic'): DemoClient {
  const client = demoWorld().clients.find((each) => each.name === name);
  if (!client) throw new Error(`The demo world has no client ${name}.`);
  return client;
}

/** Looks at, or moves, what no page shows: the end of a session, an audit entry. */
export async function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error('DATABASE_URL must name the database of the server under test.');
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows as Row[];
  } finally {
    await client.end();
  }
}
