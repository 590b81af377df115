import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToldLink } from '#scripts/start/told-links.ts';

interface DemoFile {
  subscribers?: { msisdn: string; name: string; note: string }[];
  developer?: { email: string; password: string };
  support?: { email: string; password: string };
}

export interface GreetingFacts {
  address: string;
  dataFolder: string;
  logFile: string;
  /** None where this installation's workers run elsewhere. */
  links: readonly ToldLink[];
  /** Without the simulator there are no phones to look at: codes go to the lines' own. */
  isSimulated: boolean;
}

/** What to do now that it runs: the address, what keeps messages from leaving, who can sign in and how, where the log is. */
export function greeting({ address, dataFolder, logFile, links, isSimulated }: GreetingFacts): string {
  const closed = links.flatMap((link) => (link.state === 'open' ? [] : [{ ...link, words: stateWords[link.state] }]));
  const lines = ['', `  Handset is ${closed.length === 0 ? 'ready' : 'up'}: ${address}`, ''];
  if (closed.length > 0) {
    lines.push(
      closed.length === links.length ? '  Messages wait: no link to the carrier takes them.' : '  Some links to the carrier are closed.',
      ...closed.map(({ name, words, detail }) => `    ${name}: ${words}. ${detail}`),
      `    Followed at ${address}/support/network. A changed setting takes a new start.`,
      '',
    );
  }
  lines.push(...demoLines(readDemoFile(join(dataFolder, 'demo.json')), address, dataFolder, isSimulated));
  return [...lines, `  Log: ${logFile}`, '  Stop with Ctrl-C.', ''].join('\n');
}

const stateWords = { broken: 'the carrier only fails', down: 'not connected', refused: 'the carrier refuses the account' } as const;

function demoLines(demo: DemoFile, address: string, dataFolder: string, isSimulated: boolean): string[] {
  const subscribers = demo.subscribers?.slice(0, 3) ?? [];
  if (subscribers.length === 0) return [];
  const width = Math.max(...subscribers.map(({ name }) => name.length), 'Support agent'.length);
  const accounts = [['Developer', demo.developer] as const, ['Support agent', demo.support] as const];
  return [
    `  Sign in at ${address}/sign-in`,
    ...subscribers.map(({ name, msisdn, note }) => `    ${name.padEnd(width)}  ${msisdn}${note ? `  (${note})` : ''}`),
    `    ${''.padEnd(width)}  ${isSimulated ? `the code arrives on the simulated phone: ${address}/simulator` : 'the code goes over the carrier that is set, to these numbers'}`,
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
