import { newId } from '#lib/ids.ts';
import { notify } from '#lib/data/notify.ts';
import { sql, type Sql } from '#lib/data/pool.ts';

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
    `INSERT INTO "SimulatedMessage" ("id", "msisdn", "direction", "fromAddress", "toAddresses", "text", "isGroup", "parts")
     VALUES ($1::uuid, $2, $3::"Direction", $4, $5::text[], $6, $7::boolean, $8::jsonb) ON CONFLICT ("id") DO NOTHING`,
    [message.id, message.msisdn, message.direction, message.from, message.to, message.text, message.isGroup, JSON.stringify(message.parts)],
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

export async function countWaitingEvents(): Promise<number> {
  const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM "SimulatedEvent"`);
  return row?.count ?? 0;
}

export async function nextEventInMs(): Promise<number | null> {
  const [row] = await sql.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM min("dueAt") - clock_timestamp()) * 1000)::float8 AS ms FROM "SimulatedEvent"`,
  );
  return row?.ms === null || row?.ms === undefined ? null : Math.max(0, row.ms);
}

export async function listDueEvents(limit: number): Promise<NetworkEvent[]> {
  return sql.query<NetworkEvent>(`SELECT "id", "kind", "payload" FROM "SimulatedEvent" WHERE "dueAt" <= clock_timestamp() ORDER BY "dueAt", "id" LIMIT $1::int`, [limit]);
}

/** The event was taken by its receiver. */
export async function removeEvent(id: string): Promise<void> {
  await sql.query(`DELETE FROM "SimulatedEvent" WHERE "id" = $1::uuid`, [id]);
}

/** Comes later: the phone is off, or the receiver was not ready. */
export async function postponeEvent(id: string, delayMs: number): Promise<void> {
  await sql.query(`UPDATE "SimulatedEvent" SET "dueAt" = clock_timestamp() + make_interval(secs => $2::float8) WHERE "id" = $1::uuid`, [id, delayMs / 1000]);
}
