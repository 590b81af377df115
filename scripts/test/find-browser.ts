/** A Chromium for the browser tests: the one named, one of the system, Playwright's, or Debian's. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '#scripts/build/run-quietly.ts';
import { Problem } from '#scripts/bootstrap/steps.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function onThePath(): string | null {
  const folders = (process.env.PATH ?? '').split(':');
  for (const name of names) for (const folder of folders) if (folder && existsSync(join(folder, name))) return join(folder, name);
  return null;
}

async function playwrightOwn(): Promise<string | null> {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/** Finds or installs a browser and returns its path. Throws one sentence that says what to install. */
export async function findBrowser(root: string, progress: (text: string) => void): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Problem(`CHROMIUM_PATH names ${named}, which does not exist.`);
  const found = named ?? onThePath() ?? (await playwrightOwn());
  if (found) return found;
  progress('installing Chromium');
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  const ways: [string, string, string[]][] = [
    ...(isDebianRoot ? [['apt-get', 'sh', ['-c', 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium']] as [string, string, string[]]] : []),
    ['playwright install', process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium']],
  ];
  for (const [title, command, parameters] of ways) {
    await runQuietly(title, command, parameters, { cwd: root, onLine: (line) => progress(line.slice(0, 60)) }).catch(() => undefined);
    const installed = onThePath() ?? (await playwrightOwn());
    if (installed) return installed;
  }
  throw new Problem('The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chrome or Chromium.');
}
