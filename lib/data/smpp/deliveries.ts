import { gather } from '#lib/data/gather.ts';
import { inBatches } from '#lib/data/in-batches.ts';
import { inSqlTransaction, sql, type Sql } from '#lib/data/pool.ts';
import { newId } from '#lib/ids.ts';

export type DeliveryState = 'in_hand' | 'acknowledged' | 'expected';

/** One message that a centre delivered, perhaps more than once, with the session over which it came last. */
export interface KnownDelivery {
  digest: string;
  key: string;
  sessionId: string;
  state: DeliveryState;
  /** Since it came last, or its state changed. */
  ageSeconds: number;
}

export interface AskedDelivery {
  digest: string;
  sessionId: string;
  /** Whether what comes now is that one, delivered again; `not-yet-known` while somebody else has it in hand. */
  isAgain(known: KnownDelivery): boolean | 'not-yet-known';
}

/** An acknowledgement that was written when the session ended may not have arrived: for so long before the end it does not count. */
export const unsureSeconds = 60;

/**
 * The key of what a centre delivers: that of the oldest known delivery that it repeats, a new one otherwise; null when that is to be seen. Several workers
 * agree: each digest is asked about by one at a time.
 */
export const takeDelivery = gather<AskedDelivery, string | null>((asked) => inSqlTransaction((tx) => takeAll(tx, asked)));

async function takeAll(tx: Sql, asked: readonly AskedDelivery[]): Promise<(string | null)[]> {
  const digests = asked.map(({ digest }) => digest);
  await tx.prepared('lock-smpp-digests', `SELECT pg_advisory_xact_lock(h) FROM (SELECT DISTINCT hashtextextended(d, 28) AS h FROM unnest($1::text[]) AS d ORDER BY 1) AS locks`, [digests]);
  const known = await tx.prepared<KnownDelivery>(
    'known-smpp-deliveries',
    `SELECT "digest", "key", "sessionId", "state", extract(epoch FROM clock_timestamp() - "changedAt")::float8 AS "ageSeconds" FROM "SmppDelivery"
     WHERE "digest" = ANY($1::text[]) AND "changedAt" > statement_timestamp() - interval '1 hour' ORDER BY "id"`,
    [digests],
  );
  const taken: KnownDelivery[] = [];
  const keys = asked.map((each) => {
    const verdicts = known.filter((one) => one.digest === each.digest).map((one) => ({ one, isAgain: each.isAgain(one) }));
    if (verdicts.some(({ isAgain }) => isAgain === 'not-yet-known')) return null;
    const again = verdicts.find(({ isAgain }) => isAgain)?.one;
    const delivery: KnownDelivery = { digest: each.digest, key: again?.key ?? newId(), sessionId: each.sessionId, state: 'in_hand', ageSeconds: 0 };
    if (again) Object.assign(again, delivery);
    else known.push(delivery);
    taken.push(delivery);
    return delivery.key;
  });
  if (taken.length === 0) return keys;
  await tx.prepared(
    'take-smpp-deliveries',
    `INSERT INTO "SmppDelivery" ("digest", "key", "sessionId", "state", "changedAt")
     SELECT DISTINCT ON (u."key") u."digest", u."key", u."sessionId", 'in_hand', clock_timestamp() FROM unnest($1::text[], $2::text[], $3::uuid[]) WITH ORDINALITY AS u("digest", "key", "sessionId", at) ORDER BY u."key", u.at DESC
     ON CONFLICT ("key") DO UPDATE SET "sessionId" = EXCLUDED."sessionId", "state" = 'in_hand', "changedAt" = EXCLUDED."changedAt"`,
    [taken.map(({ digest }) => digest), taken.map(({ key }) => key), taken.map(({ sessionId }) => sessionId)],
  );
  return keys;
}

/** Stored and acknowledged, or to come again. */
export const markDelivery = inBatches<[key: string, state: 'acknowledged' | 'expected']>(async (asked) => {
  await sql.prepared(
    'mark-smpp-deliveries',
    `UPDATE "SmppDelivery" d SET "state" = u."state"::"SmppDeliveryState", "changedAt" = clock_timestamp() FROM unnest($1::text[], $2::text[]) AS u("key", "state") WHERE d."key" = u."key"`,
    [asked.map(([key]) => key), asked.map(([, state]) => state)],
  );
});

/** A session ended: what it had in hand, and what was acknowledged over it in the last minute, may come again. */
export async function expectAgain(sessionId: string): Promise<void> {
  await sql.query(
    `UPDATE "SmppDelivery" SET "state" = 'expected', "changedAt" = clock_timestamp()
     WHERE "sessionId" = $1::uuid AND ("state" = 'in_hand' OR ("state" = 'acknowledged' AND "changedAt" > clock_timestamp() - make_interval(secs => ${unsureSeconds})))`,
    [sessionId],
  );
}
