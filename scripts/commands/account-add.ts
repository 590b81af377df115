/**
 * `npm run account:add -- --role support --email sol@carrier.example --name "Sol Brandt"`: an account for a member of the support team; with
 * `--role developer` and `--organisation "Fjord & Field"` for a developer. Prints the first password, once. Works beside a running Handset.
 */
import { parseArgs } from 'node:util';
import { Problem } from '#scripts/bootstrap/steps.mjs';
import { takeRunningSettings } from '#scripts/demo/running-settings.ts';

const usage = 'Use it like this: npm run account:add -- --role support --email sol@carrier.example --name "Sol Brandt"';

function readOptions() {
  try {
    return parseArgs({ options: { role: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' }, organisation: { type: 'string' } } }).values;
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : ''} ${usage}`);
  }
}

async function addAccountByOptions(): Promise<string> {
  const { role, email, name, organisation } = readOptions();
  if (role !== 'developer' && role !== 'support') throw new Problem(`--role must be developer or support. ${usage}`);
  if (!email || !name) throw new Problem(`${email ? '--name' : '--email'} is missing. ${usage}`);
  const problem = takeRunningSettings(process.env);
  if (problem) throw new Problem(problem);
  process.env['LOG_LEVEL'] = 'silent';
  const [{ addAccount }, { newPassword }, { isAppError }, { closePool }, { closePrisma }] = await Promise.all([
    import('#lib/use-cases/accounts/add-account.ts'),
    import('#prisma/seed/credentials.ts'),
    import('#lib/errors.ts'),
    import('#lib/data/pool.ts'),
    import('#lib/data/prisma.ts'),
  ]);
  const password = newPassword();
  try {
    const added = await addAccount({ role, email, name, organisation: organisation ?? null, password });
    return `Account for ${added.email} (${role}). Its first password, shown once: ${password}`;
  } catch (error) {
    if (isAppError(error)) throw new Problem(`--${error.field ?? 'email'} ${error.message}.`);
    throw error;
  } finally {
    await Promise.all([closePool(), closePrisma()]);
  }
}

try {
  console.log(await addAccountByOptions());
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
