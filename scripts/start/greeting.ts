import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface DemoFile {
  subscribers?: { msisdn: string; name: string; note: string }[];
  developer?: { email: string; password: string };
  support?: { email: string; password: string };
}

/** What to do now that it runs: the address, who can sign in and how, where the log is. */
export function greeting({ address, dataFolder, logFile }: { address: string; dataFolder: string; logFile: string }): string {
  const lines = ['', `  Handset is ready: ${address}`, '', ...demoLines(readDemoFile(join(dataFolder, 'demo.json')), address, dataFolder)];
  return [...lines, `  Log: ${logFile}`, '  Stop with Ctrl-C.', ''].join('\n');
}

function demoLines(demo: DemoFile, address: string, dataFolder: string): string[] {
  const subscribers = demo.subscribers?.slice(0, 3) ?? [];
  if (subscribers.length === 0) return [];
  const width = Math.max(...subscribers.map(({ name }) => name.length), 'Support agent'.length);
  const accounts = [['Developer', demo.developer] as const, ['Support agent', demo.support] as const];
  return [
    `  Sign in at ${address}/sign-in`,
    ...subscribers.map(({ name, msisdn, note }) => `    ${name.padEnd(width)}  ${msisdn}${note ? `  (${note})` : ''}`),
    `    ${''.padEnd(width)}  the code arrives on the simulated phone: ${address}/simulator`,
    ...accounts.flatMap(([role, account]) => (account ? [`    ${role.padEnd(width)}  ${account.email}  ${account.password}`] : [])),
    `  All of them, and the keys of the demo apps: ${join(dataFolder, 'demo.json')}`,
    '',
  ];
}

function readDemoFile(file: string): DemoFile {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoFile;
  } catch {
    return {};
  }
}
