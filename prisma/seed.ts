/**
 * The demo world: people, a year of messages, apps, tickets, use. Run by `npm start` in a database of its own, and by `npm run db:seed`.
 * Safe to run again: a world that is there stays as it is.
 */
import { join } from 'node:path';
import { closePool, inSqlTransaction, type Sql, sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { accounts, apps, decideAccounts, hashPasswords, type MadeAccounts, redirectUri } from '#prisma/seed/accounts.ts';
import { confirmDemoFile, type DemoFile, prepareDemoFile, readCandidates, readDemoFile } from '#prisma/seed/demo-file.ts';
import { lines } from '#prisma/seed/people.ts';
import { makePictures } from '#prisma/seed/pictures.ts';
import { demoClients, repairCredentials } from '#prisma/seed/repair.ts';
import { storeWorld } from '#prisma/seed/world.ts';

const file = join(env.HANDSET_DATA_DIR, 'demo.json');
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

class Refusal extends Error {}

async function seed(): Promise<void> {
  if (env.CARRIER !== 'simulator') throw new Refusal(`The demo world needs the simulated carrier; CARRIER is ${env.CARRIER}. Nothing was written.`);
  if ((await stateOf(sql)) === 'demo') return repair();
  say('Drawing pictures');
  const made = decideAccounts();
  const [pictures, hashes] = await Promise.all([makePictures(), hashPasswords(made)]);
  const now = new Date();
  say('Writing messages');
  const written = await inSqlTransaction(async (tx) => {
    await takeTurn(tx);
    if ((await stateOf(tx)) === 'demo') return false;
    await storeWorld(tx, { made, hashes, pictures, now });
    // Before the commit, beside its place: from here on a crash loses neither the world nor its passwords.
    prepareDemoFile(file, contentOf(made));
    return true;
  });
  if (!written) return repair();
  confirmDemoFile(file);
  say(`The demo world is there: ${lines.length} lines, 40 threads, 600 messages. Who is in it stands in ${file}.`);
}

/** Two starts at once: the second waits here and finds the world made. */
async function takeTurn(tx: Sql): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('handset demo world', 0))::text`);
}

/** Throws a refusal for a database in which somebody has begun to live. */
async function stateOf(tx: Sql): Promise<'empty' | 'demo'> {
  const [row] = await tx.query<{ demo: boolean; inUse: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM "Account" WHERE "email" = $1) AS demo,
       EXISTS (SELECT 1 FROM "Account") OR EXISTS (SELECT 1 FROM "Subscriber") OR EXISTS (SELECT 1 FROM "SimulatedLine") AS "inUse"`,
    [accounts.developer.email],
  );
  if (row?.demo) return 'demo';
  if (row?.inUse) throw new Refusal('This database holds people who are not of the demo. The demo world is only made in an empty one. Nothing was written.');
  return 'empty';
}

function contentOf(made: MadeAccounts): DemoFile {
  return {
    baseUrl: env.PUBLIC_URL,
    subscribers: lines.map(({ msisdn, name, note }) => ({ msisdn, name, note })),
    developer: { email: accounts.developer.email, password: made.passwords.developer },
    support: { email: accounts.support.email, password: made.passwords.support },
    clients: demoClients.map((name) => {
      const { profile, environment, scopes } = apps[name];
      const { clientId, clientSecret } = made.apps[name];
      return { name, profile, environment, clientId, clientSecret, redirectUri, scopes: [...scopes] };
    }),
  };
}

/** The world is there: the file has to fit it, and to name the address of this start. */
async function repair(): Promise<void> {
  const candidates = readCandidates(file);
  const before = JSON.stringify(readDemoFile(file));
  const { changed, issued } = await inSqlTransaction(async (tx) => {
    await takeTurn(tx);
    const { content, issued } = await repairCredentials(tx, { candidates, baseUrl: env.PUBLIC_URL, now: new Date() });
    const changed = JSON.stringify(content) !== before;
    if (changed) prepareDemoFile(file, content);
    return { changed, issued };
  });
  if (changed) confirmDemoFile(file);
  if (issued.length > 0) say(`${file} did not fit the database. New in it: ${issued.join(', ')}.`);
  say('The demo world is there already.');
}

try {
  await seed();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await closePool();
}
