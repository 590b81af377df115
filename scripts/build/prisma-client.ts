import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '#scripts/build/run-quietly.ts';
import { isFresh, markFresh, sourceHash, type Made } from '#scripts/build/stamps.ts';

/** Makes the Prisma client when the schema or Prisma changed. Answers whether it had to. */
export async function generatePrismaClient(root: string): Promise<boolean> {
  const output = join(root, 'lib/data/generated');
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/prisma/package.json'), 'utf8')) as { version: string };
  const made: Made = { sources: ['prisma/schema', 'prisma.config.ts'], conditions: [version], stampFile: join(output, '.stamp') };
  if (!existsSync(join(root, 'prisma/schema')) || isFresh(root, made)) return false;
  const hash = sourceHash(root, made);
  await runQuietly('Prisma generate', process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--no-hints'], { cwd: root });
  markFresh(made, hash);
  return true;
}
