/**
 * `.handset/demo.json`: the handles of the demo world for scripts and documentation. The only place where its passwords and secrets can be
 * read; the database keeps hashes.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface DemoClient {
  name: string;
  profile: 'modern' | 'classic';
  environment: 'sandbox' | 'production';
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  scopes: string[];
}

export interface DemoFile {
  baseUrl: string;
  subscribers: { msisdn: string; name: string; note: string }[];
  developer: { email: string; password: string };
  support: { email: string; password: string };
  clients: DemoClient[];
}

const unconfirmed = (file: string): string => `${file}.new`;

/** The file's content, or null for none or for one that is damaged. */
export function readDemoFile(file: string): DemoFile | null {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoFile>;
    const whole = content.baseUrl && content.developer?.password && content.support?.password && content.clients?.every(({ clientSecret }) => clientSecret) && content.subscribers;
    return whole ? (content as DemoFile) : null;
  } catch {
    return null;
  }
}

/** Both that a start may have left: the confirmed one, and one that was written before its transaction committed. */
export function readCandidates(file: string): DemoFile[] {
  return [readDemoFile(file), readDemoFile(unconfirmed(file))].filter((content) => content !== null);
}

/** Writes the content beside its place: it outlives a crash between this and the commit. `confirmDemoFile` makes it the file. */
export function prepareDemoFile(file: string, content: DemoFile): void {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(unconfirmed(file), { force: true });
  writeFileSync(unconfirmed(file), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
}

export function confirmDemoFile(file: string): void {
  renameSync(unconfirmed(file), file);
}
