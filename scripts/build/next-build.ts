import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runQuietly } from '#scripts/build/run-quietly.ts';
import { isFresh, markFresh, sourceHash, type Made } from '#scripts/build/stamps.ts';

/** What decides how the pages come out. Tests, docs and scripts are not among it. */
const sources = [
  'app', 'components', 'content', 'lib', 'public', 'prisma/schema', 'instrumentation.ts', 'proxy.ts',
  'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json',
];

function madeBy(root: string, distFolder: string): Made {
  return { sources, conditions: [process.version, distFolder], stampFile: join(root, distFolder, 'handset-stamp') };
}

export function isBuildFresh(root: string, distFolder: string): boolean {
  return existsSync(join(root, distFolder, 'BUILD_ID')) && isFresh(root, madeBy(root, distFolder));
}

/** Builds the pages if anything they are made from changed. The environment must hold complete settings: pages are loaded while building. */
export async function buildPages(root: string, distFolder: string, environment: NodeJS.ProcessEnv, progress: (text: string) => void, signal?: AbortSignal): Promise<void> {
  const made = madeBy(root, distFolder);
  const hash = sourceHash(root, made);
  rmSync(made.stampFile, { force: true });
  await runQuietly('next build', process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env: { ...environment, NODE_ENV: 'production', NEXT_DIST_DIR: distFolder, NEXT_TELEMETRY_DISABLED: '1' },
    onLine: (line) => progress(stripVTControlCharacters(line).replace(/^\W+/, '').trim().slice(0, 60)),
    ...(signal ? { signal } : {}),
  });
  mkdirSync(join(root, distFolder), { recursive: true });
  markFresh(made, hash);
}
