import { newId } from '#lib/ids.ts';
import { notify } from '#lib/data/notify.ts';
import { sql, type Sql } from '#lib/data/pool.ts';
import { conversationOf } from '#lib/domain/virtual-phone.ts';

export interface PhonePart {
  name: string;
  contentType: string;
  contentHash: string;
  sizeBytes: number;
}

/** What a virtual phone shows. */
export interface PhoneMessage {
  id: string;
  msisdn: string;
  direction: 'in' | 'out';
  from: string;
  to: string[];
  text: string;
  isGroup: boolean;
  parts: PhonePart[];
  at: Date;
}

export type NetworkEventKind = 'receipt' | 'inbound' | 'deliver';

export interface NetworkEvent {
  id: string;
  kind: NetworkEventKind;
  payload: Record<string, unknown>;
}

/** Puts a message on a virtual phone; a message that is there already (same id) is left. */
export async function putOnPhone(tx: Sql, message: Omit<PhoneMessage, 'at'>): Promise<void> {
  await tx.query(
    `INSERT INTO "SimulatedMessage" ("id", "msisdn", "direction", "fromAddress", "toAddresses", "conversation", "text", "isGroup", "parts")
     VALUES ($1::uuid, $2, $3::"Direction", $4, $5::text[], $6, $7, $8::boolean, $9::jsonb) ON CONFLICT ("id") DO NOTHING`,
    [message.id, message.msisdn, message.direction, message.from, message.to, conversationOf(message.msisdn, message).key, message.text, message.isGroup, JSON.stringify(message.parts)],
  );
  await notify(tx, { topic: 'simulator', msisdn: message.msisdn });
}

export async function listPhoneMessages(msisdn: string, limit: number): Promise<PhoneMessage[]> {
  return sql.query<PhoneMessage>(
    `SELECT "id", "msisdn", "direction", "fromAddress" AS "from", "toAddresses" AS "to", "text", "isGroup", "parts", "at"
     FROM "SimulatedMessage" WHERE "msisdn" = $1 ORDER BY "at" DESC, "id" DESC LIMIT $2::int`,
    [msisdn, limit],
  );
}

/** One part of a message on a phone, by its place; null when it has none there. */
export async function findPhonePart(messageId: string, position: number): Promise<PhonePart | null> {
  const [row] = await sql.query<{ part: PhonePart | null }>(`SELECT "parts"->$2::int AS part FROM "SimulatedMessage" WHERE "id" = $1::uuid`, [messageId, position]);
  return row?.part ?? null;
}

/** Something the network will tell us later. */
export async function scheduleEvent(tx: Sql, kind: NetworkEventKind, payload: Record<string, unknown>, delayMs: number): Promise<void> {
  await tx.query(
    `INSERT INTO "SimulatedEvent" ("id", "kind", "payload", "dueAt") VALUES ($1::uuid, $2, $3::jsonb, clock_timestamp() + make_interval(secs => $4::float8))`,
    [newId(), kind, JSON.stringify(payload), delayMs / 1000],
  );
}

/** When the next event is due; null when there is none. */
export async function nextEventInMs(): Promise<number | null> {
  const [row] = await sql.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM min("dueAt") - clock_timestamp()) * 1000)::float8 AS ms FROM "SimulatedEvent"`,
  );
  return row?.ms === null || row?.ms === undefined ? null : Math.max(0, row.ms);
}

export async function listDueEvents(limit: number): Promise<NetworkEvent[]> {
  return sql.query<NetworkEvent>(`SELECT "id", "kind", "payload" FROM "SimulatedEvent" WHERE "dueAt" <= clock_timestamp() ORDER BY "dueAt", "id" LIMIT $1::int`, [limit]);
}

/** The event was taken by its receiver. Whoever looks at a phone that waited for it hears that it waits no more. */
export async function removeEvent(id: string): Promise<void> {
  const [row] = await sql.query<{ heldFor: string | null }>(`DELETE FROM "SimulatedEvent" WHERE "id" = $1::uuid RETURNING "heldFor"`, [id]);
  if (row?.heldFor) await notify(sql, { topic: 'simulator', msisdn: row.heldFor });
}

/** Comes later: the phone of this line cannot be reached. */
export async function holdEvent(id: string, msisdn: string, delayMs: number): Promise<void> {
  await sql.query(`UPDATE "SimulatedEvent" SET "heldFor" = $2, "dueAt" = clock_timestamp() + make_interval(secs => $3::float8) WHERE "id" = $1::uuid`, [id, msisdn, delayMs / 1000]);
}

/** What is held for a line is due at once, in the order in which it was sent. */
export async function releaseHeld(tx: Sql, msisdn: string): Promise<void> {
  await tx.query(`UPDATE "SimulatedEvent" SET "dueAt" = now() WHERE "heldFor" = $1`, [msisdn]);
}

/** Whether something that was sent before this event has been held for the same line and is not there yet. */
export async function isAnyHeldBefore(id: string, msisdn: string): Promise<boolean> {
  const rows = await sql.query(`SELECT 1 FROM "SimulatedEvent" WHERE "heldFor" = $2 AND "id" < $1::uuid LIMIT 1`, [id, msisdn]);
  return rows.length > 0;
}
