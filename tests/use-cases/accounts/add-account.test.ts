import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { addAccount } from '#lib/use-cases/accounts/add-account.ts';
import { signInAccount } from '#lib/use-cases/sign-in/sign-in-account.ts';

const support = { role: 'support', email: 'sol@carrier.example', name: 'Sol Brandt', organisation: null, password: 'first-password' } as const;

it('an account that was added signs in with its first password, and the audit has it', async () => {
  const { accountId, email } = await addAccount({ ...support, email: ' Sol@Carrier.example ' });
  expect(email).toBe('sol@carrier.example');
  expect(await signInAccount({ email, password: support.password, address: null })).toEqual({ accountId, role: 'support' });
  expect(await sql.query(`SELECT "action", "actorKind" FROM "AuditEntry" WHERE "subjectId" = $1`, [accountId])).toEqual([{ action: 'account.added', actorKind: 'system' }]);
  await expect(addAccount({ ...support, email: 'SOL@carrier.example' })).rejects.toMatchObject({ code: 'conflict', field: 'email' });
});

it.each([
  ['email', { email: 'sol' }], ['email', { email: `${'x'.repeat(250)}@a.example` }], ['email', { email: 'a b@c.example' }],
  ['name', { name: '  ' }], ['name', { name: 'x'.repeat(81) }], ['name', { name: 'Sol\u202e' }],
  ['organisation', { role: 'developer' }], ['organisation', { role: 'developer', organisation: '' }],
] as const)('names the field that is wrong: %s', async (field, wrong) => {
  await expect(addAccount({ ...support, email: 'other@carrier.example', ...wrong })).rejects.toMatchObject({ code: 'invalid-input', field });
});

it('two that are added at once with one address are one', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => addAccount({ ...support, email: 'twin@carrier.example' })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

function run(...options: string[]): Promise<{ code: number; out: string; err: string }> {
  const environment = { ...process.env, DATABASE_URL: env.DATABASE_URL, HANDSET_SECRET: env.HANDSET_SECRET };
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/commands/account-add.ts', ...options], { env: environment }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }));
  });
}

it('the command prints the password once, and says what is missing', async () => {
  const added = await run('--role', 'developer', '--email', 'mira@fjord.example', '--name', 'Mira Lund', '--organisation', 'Fjord & Field');
  expect(added).toMatchObject({ code: 0, err: '' });
  const password = /shown once: (\S+)/.exec(added.out)?.[1] ?? '';
  expect(await signInAccount({ email: 'mira@fjord.example', password, address: null })).toMatchObject({ role: 'developer' });
  expect(await run('--role', 'developer', '--email', 'mira@fjord.example', '--name', 'Mira', '--organisation', 'x')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--email has an account already') as string });
  expect(await run('--role', 'admin')).toMatchObject({ code: 1, err: expect.stringContaining('--role must be developer or support') as string });
  expect(await run('--role', 'support', '--email', 'x@y.example')).toMatchObject({ code: 1, err: expect.stringContaining('--name is missing') as string });
  expect(await run('--rolle', 'support')).toMatchObject({ code: 1, err: expect.stringContaining('Use it like this') as string });
});
