import { sql, type Sql } from '#lib/data/pool.ts';

/** What makes segments one text: the line, who sent it, the sender's number for it, and how many there are. */
export interface SegmentedText {
  carrier: string;
  msisdn: string;
  sender: string;
  reference: number;
  count: number;
}

export interface KeptSegment {
  position: number;
  inboundKey: string;
  text: string;
  sentAt: Date;
  isAssembled: boolean;
}

const ofText = `"carrier" = $1 AND "msisdn" = $2 AND "sender" = $3 AND "reference" = $4::int AND "count" = $5::int`;
const valuesOf = ({ carrier, msisdn, sender, reference, count }: SegmentedText) => [carrier, msisdn, sender, reference, count];

/** Holds a text's segments until the transaction ends: two of them that come at once see each other. */
export async function lockText(tx: Sql, text: SegmentedText): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 27))`, [valuesOf(text).join(' ')]);
}

export function listSegments(tx: Sql, text: SegmentedText): Promise<KeptSegment[]> {
  return tx.query<KeptSegment>(
    `SELECT "position", "inboundKey", "text", "sentAt", "assembledAt" IS NOT NULL AS "isAssembled" FROM "InboundSegment" WHERE ${ofText} ORDER BY "position"`,
    valuesOf(text),
  );
}

export async function insertSegment(tx: Sql, text: SegmentedText, segment: Omit<KeptSegment, 'isAssembled'>): Promise<void> {
  await tx.query(
    `INSERT INTO "InboundSegment" ("carrier", "msisdn", "sender", "reference", "count", "position", "inboundKey", "text", "sentAt")
     VALUES ($1, $2, $3, $4::int, $5::int, $6::int, $7, $8, $9::timestamptz)`,
    [...valuesOf(text), segment.position, segment.inboundKey, segment.text, segment.sentAt],
  );
}

/** The text is in the inbox. Its segments stay a while, emptied, so that a repeated one is known. */
export async function markAssembled(tx: Sql, text: SegmentedText, keys: readonly string[]): Promise<void> {
  await tx.query(`UPDATE "InboundSegment" SET "assembledAt" = now(), "text" = '' WHERE ${ofText} AND "inboundKey" = ANY($6::text[])`, [...valuesOf(text), keys]);
}

export async function removeSegments(tx: Sql, text: SegmentedText): Promise<void> {
  await tx.query(`DELETE FROM "InboundSegment" WHERE ${ofText}`, valuesOf(text));
}

/** Texts of which a part has been waited for in vain. */
export function listUnfinishedTexts(olderThanSeconds: number, limit: number): Promise<SegmentedText[]> {
  return sql.query<SegmentedText>(
    `SELECT "carrier", "msisdn", "sender", "reference", "count" FROM "InboundSegment" WHERE "assembledAt" IS NULL
     GROUP BY 1, 2, 3, 4, 5 HAVING max("receivedAt") < now() - make_interval(secs => $1::int) LIMIT $2::int`,
    [olderThanSeconds, limit],
  );
}
