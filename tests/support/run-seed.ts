import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface SeedRun {
  exitCode: number | null;
  output: string;
  problem: string;
}

/** Runs the seed as `npm start` does, on this test file's database and data folder. */
export function runSeed(environment: Readonly<Record<string, string>> = {}): Promise<SeedRun> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [resolve('prisma/seed.ts')], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, problem] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    child.once('error', reject);
    child.once('close', (exitCode) => settle({ exitCode, output, problem }));
  });
}
