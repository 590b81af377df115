import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { env } from '#lib/env.ts';

const demoFile = z.object({ clients: z.array(z.object({ name: z.string(), clientId: z.string(), clientSecret: z.string() })) });

export interface DemoCredentials {
  clientId: string;
  clientSecret: string;
}

/** What a demo app proves itself with, out of the file that the demo world left for this machine. Null without a demo world. */
export async function findDemoCredentials(name: string): Promise<DemoCredentials | null> {
  const text = await readFile(join(env.HANDSET_DATA_DIR, 'demo.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  return demoFile.parse(JSON.parse(text)).clients.find((client) => client.name === name) ?? null;
}
