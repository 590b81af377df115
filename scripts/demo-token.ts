/**
 * `npm run -s demo:token -- --client Desk --subscriber +14255550101 --scope IMMN,MIM`: prints an access token and nothing else, for trying
 * the API. Consent, code and token are made by the ordinary use cases and are recorded as such.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeRunningSettings } from '#scripts/demo/running-settings.ts';

const usage = 'Use it like this: npm run -s demo:token -- --client Desk --subscriber +14255550101 --scope IMMN,MIM';

function stop(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    const { values } = parseArgs({ options: { client: { type: 'string' }, subscriber: { type: 'string' }, scope: { type: 'string' } } });
    const { client, subscriber, scope } = values;
    const missing = Object.entries({ client, subscriber, scope }).filter(([, value]) => !value).map(([name]) => `--${name}`);
    if (!client || !subscriber || !scope) return stop(`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. ${usage}`);
    return { client, subscriber, scope };
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : ''} ${usage}`);
  }
}

const wish = readArguments();
const envFile = resolve(import.meta.dirname, '../.env');
if (existsSync(envFile)) process.loadEnvFile(envFile);
const problem = takeRunningSettings(process.env);
if (problem) stop(problem);
// Standard output is for the token alone.
process.env['LOG_LEVEL'] = 'silent';

const [{ env }, { isAppError }, { readDemoFile }, { giveDemoToken }, { closePool }, { closePrisma }] = await Promise.all([
  import('#lib/env.ts'),
  import('#lib/errors.ts'),
  import('#prisma/seed/demo-file.ts'),
  import('#scripts/demo/give-token.ts'),
  import('#lib/data/pool.ts'),
  import('#lib/data/prisma.ts'),
]);
try {
  const file = join(env.HANDSET_DATA_DIR, 'demo.json');
  const demo = readDemoFile(file);
  if (!demo) stop(`There is no demo here (${file}). Run npm start first.`);
  process.stdout.write(`${await giveDemoToken(demo, wish)}\n`);
} catch (error) {
  if (isAppError(error)) stop(error.message);
  const refused = (error as { code?: string }).code === 'ECONNREFUSED';
  stop(refused ? 'The database does not answer: Handset is not running. Run npm start first.' : `No token could be made: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await Promise.all([closePool(), closePrisma()]);
}
