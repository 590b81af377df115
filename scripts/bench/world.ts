/**
 * The data that is measured: one app, lines that send, and mailboxes of growing size that are read. Bulk rows come from SQL; tokens are
 * made as the program makes them. Needs HANDSET_SECRET in the environment before it is imported.
 */
import type { Client } from 'pg';
import { newId } from '#lib/ids.ts';
import { newAccessToken, tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';

export interface World {
  clientId: string;
  /** A token of each line that sends. */
  senders: string[];
  /** Their numbers, in the same order. */
  numbers: string[];
  readers: { size: number; token: string; mailboxId: string }[];
}

const day = 86_400_000;

async function makeApp(database: Client): Promise<string> {
  const [accountId, applicationId, clientId, ticketId] = [newId(), newId(), newId(), newId()];
  await database.query(`INSERT INTO "Account" (id, email, name, organisation, "passwordHash", role) VALUES ($1, 'bench@example.com', 'Bench', 'Bench', '-', 'developer')`, [accountId]);
  await database.query(`INSERT INTO "Application" (id, "accountId", name) VALUES ($1, $2, 'Bench')`, [applicationId, accountId]);
  await database.query(
    `INSERT INTO "Client" (id, "applicationId", "clientId", environment, profile, "redirectUris", scopes) VALUES ($1, $2, 'bench', 'production', 'modern', '{}', '{IMMN,MIM}')`,
    [clientId, applicationId],
  );
  // The limits are on, and far away: what is measured is their cost, not their verdict.
  await database.query(`INSERT INTO "LimitOverride" ("clientId", "limitName", "perMinute", "limitIncreaseId") SELECT $1, n, 30000000, $2 FROM unnest(enum_range(NULL::"LimitName")) n`, [clientId, ticketId]);
  return clientId;
}

interface Line {
  msisdn: string;
  token: string;
  mailboxId: string;
}

/** Lines with an open inbox, a live consent and a token each. */
async function makeLines(database: Client, clientId: string, first: number, count: number): Promise<Line[]> {
  const rows = Array.from({ length: count }, (_, n) => {
    const token = newAccessToken();
    return {
      subscriberId: newId(), mailboxId: newId(), grantId: newId(), familyId: newId(), token, tokenHash: tokenHashOf(token),
      msisdn: `+1206${String(5_000_000 + first + n)}`,
    };
  });
  const list = JSON.stringify(rows);
  const from = `json_to_recordset($1::json) AS r("subscriberId" uuid, "mailboxId" uuid, "grantId" uuid, "familyId" uuid, "tokenHash" text, msisdn text)`;
  await database.query(`INSERT INTO "SimulatedLine" (msisdn, name, plan, standing) SELECT msisdn, 'Line', 'postpaid', 'active' FROM ${from}`, [list]);
  await database.query(`INSERT INTO "Subscriber" (id, msisdn, "ownerKey") SELECT "subscriberId", msisdn, '1' FROM ${from}`, [list]);
  await database.query(`INSERT INTO "Mailbox" (id, "subscriberId", msisdn, "provisionedAt") SELECT "mailboxId", "subscriberId", msisdn, now() FROM ${from}`, [list]);
  await database.query(
    `INSERT INTO "ConsentGrant" (id, "subscriberId", "mailboxId", "clientId", scopes, "lastUsedAt") SELECT "grantId", "subscriberId", "mailboxId", $2::uuid, '{IMMN,MIM}', now() FROM ${from}`,
    [list, clientId],
  );
  await database.query(
    `INSERT INTO "Token" ("tokenHash", kind, "clientId", "grantId", "familyId", scopes, "createdAt", "expiresAt")
     SELECT "tokenHash", 'access', $2::uuid, "grantId", "familyId", '{IMMN,MIM}', now(), $3 FROM ${from}`,
    [list, clientId, new Date(Date.now() + day)],
  );
  return rows.map(({ msisdn, token, mailboxId }) => ({ msisdn, token, mailboxId }));
}

/** A UUID of version 7 (RFC 9562) of a moment, in the SQL of any version. */
const uuidAt = (moment: string) =>
  `(lpad(to_hex((extract(epoch FROM ${moment}) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid`;

/**
 * Messages over the last years in one mailbox, as dense as a busy phone: texts of 6 to 22 words of a vocabulary with Zipf's tail, one in 2,000
 * with a rare word, from and to 997 people.
 */
async function fillMailbox(database: Client, mailboxId: string, size: number): Promise<void> {
  await database.query(`
    CREATE TEMPORARY TABLE filling AS
    SELECT n, ${uuidAt('now() + (n - $2::int) * interval \'1 minute\'')} AS id, n % 997 AS person, (n % 3 = 0) AS outgoing,
      (SELECT string_agg('w' || floor(8000 * power(random(), 3))::int, ' ') FROM generate_series(1, 6 + n % 17))
        || CASE WHEN n % 2000 = 7 THEN ' rarekeyword' ELSE '' END AS text
    FROM generate_series(1, $2::int) AS n WHERE $1::uuid IS NOT NULL`, [mailboxId, size]);
  await database.query(`
    INSERT INTO "Thread" ("mailboxId", id, key, "isGroup", participants, "lastMessageAt", "messageCount")
    SELECT $1::uuid, gen_random_uuid(), '+1415' || (5000000 + person), false, ARRAY['+1415' || (5000000 + person)], now(), count(*) FROM filling GROUP BY person`, [mailboxId]);
  await database.query(`
    INSERT INTO "Message" ("mailboxId", id, "threadId", direction, origin, route, "fromAddress", text, "sizeBytes", "sentAt", "createdModSeq", "modSeq")
    SELECT $1::uuid, f.id, t.id, (CASE WHEN outgoing THEN 'out' ELSE 'in' END)::"Direction", 'phone', 'SMS',
      CASE WHEN outgoing THEN '+12065550000' ELSE '+1415' || (5000000 + person) END, f.text, length(f.text), now(), n, n
    FROM filling f JOIN "Thread" t ON t."mailboxId" = $1::uuid AND t.key = '+1415' || (5000000 + person) ORDER BY n`, [mailboxId]);
  await database.query(`
    INSERT INTO "Recipient" ("mailboxId", "messageId", position, address, status, "statusAt")
    SELECT $1::uuid, id, 0, CASE WHEN outgoing THEN '+1415' || (5000000 + person) ELSE '+12065550000' END, 'delivered', now() FROM filling ORDER BY n`, [mailboxId]);
  await database.query(`UPDATE "Mailbox" SET "modSeq" = $2 WHERE id = $1::uuid`, [mailboxId, size]);
  await database.query('DROP TABLE filling');
}

export async function makeWorld(database: Client, options: { senders: number; sizes: readonly number[]; say: (text: string) => void }): Promise<World> {
  const clientId = await makeApp(database);
  const senders = await makeLines(database, clientId, 0, options.senders);
  const lines = await makeLines(database, clientId, options.senders, options.sizes.length);
  const readers: World['readers'] = [];
  for (const [at, size] of options.sizes.entries()) {
    const line = lines[at];
    if (!line) continue;
    options.say(`Filling a mailbox with ${size.toLocaleString('en')} messages`);
    await fillMailbox(database, line.mailboxId, size);
    readers.push({ size, token: line.token, mailboxId: line.mailboxId });
  }
  await database.query('VACUUM ANALYZE');
  return { clientId, senders: senders.map(({ token }) => token), numbers: senders.map(({ msisdn }) => msisdn), readers };
}
