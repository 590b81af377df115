import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface DemoPerson {
  name?: string;
  role?: string;
  signIn?: string;
  note?: string;
}

/** What to do now that it runs: the address, who can sign in and how, where the log is. */
export function greeting({ address, dataFolder, logFile }: { address: string; dataFolder: string; logFile: string }): string {
  const lines = ['', `  Handset is ready: ${address}`, ''];
  const people = demoPeople(join(dataFolder, 'demo.json'));
  if (people.length > 0) {
    lines.push('  Sign in as one of the demo people:');
    const width = Math.max(...people.map(({ name }) => name?.length ?? 0));
    for (const { name = '', role = '', signIn = '', note } of people) {
      lines.push(`    ${name.padEnd(width)}  ${role.padEnd(10)}  ${signIn}${note ? `  (${note})` : ''}`);
    }
    lines.push(`  Codes that Handset texts arrive on the simulated phones: ${address}/simulator`, '');
  }
  lines.push(`  Log: ${logFile}`, '  Stop with Ctrl-C.', '');
  return lines.join('\n');
}

function demoPeople(file: string): DemoPerson[] {
  if (!existsSync(file)) return [];
  try {
    const { people } = JSON.parse(readFileSync(file, 'utf8')) as { people?: DemoPerson[] };
    return Array.isArray(people) ? people : [];
  } catch {
    return [];
  }
}
