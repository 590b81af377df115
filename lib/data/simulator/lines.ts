import { notify } from '#lib/data/notify.ts';
import { gather } from '#lib/data/gather.ts';
import { inSqlTransaction, sql, type Sql } from '#lib/data/pool.ts';
import { releaseHeld } from '#lib/data/simulator/network.ts';

export interface SimulatedLine {
  msisdn: string;
  name: string;
  note: string;
  /** Another value is another person with the same number. */
  ownerKey: string;
  plan: 'postpaid' | 'smart-limits' | 'prepaid';
  standing: 'active' | 'suspended';
  smsEnabled: boolean;
  messagesApp: boolean;
  roaming: boolean;
  roamingPlan: boolean;
  airplaneMode: boolean;
}

const columns = `"msisdn", "name", "note", "ownerKey", "plan", "standing", "smsEnabled", "messagesApp", "roaming", "roamingPlan", "airplaneMode"`;

export async function listSimulatedLines(): Promise<SimulatedLine[]> {
  return sql.query<SimulatedLine>(`SELECT ${columns} FROM "SimulatedLine" ORDER BY "msisdn"`);
}

export async function findSimulatedLine(msisdn: string, tx: Sql = sql): Promise<SimulatedLine | null> {
  const [row] = await tx.query<SimulatedLine>(`SELECT ${columns} FROM "SimulatedLine" WHERE "msisdn" = $1`, [msisdn]);
  return row ?? null;
}

/** The same outside of a transaction, for many at once: every send asks whether its line is eligible (E1). */
export const lookUpLine: (msisdn: string) => Promise<SimulatedLine | null> = gather(async (msisdns) => {
  const rows = await sql.prepared<SimulatedLine>('look-up-lines', `SELECT ${columns} FROM "SimulatedLine" WHERE "msisdn" = ANY($1::text[])`, [[...new Set(msisdns)]]);
  const lines = new Map(rows.map((line) => [line.msisdn, line]));
  return msisdns.map((msisdn) => lines.get(msisdn) ?? null);
});

/**
 * Gives a number to somebody else, with a new and empty phone: what the former owner's phone showed is gone, what is on its way arrives at
 * the new one. False when there is no such line.
 */
export async function giveLineAway(tx: Sql, msisdn: string, owner: { key: string; name: string; note: string }): Promise<boolean> {
  const rows = await tx.query(`UPDATE "SimulatedLine" SET "ownerKey" = $2, "name" = $3, "note" = $4, "airplaneMode" = false WHERE "msisdn" = $1 RETURNING "msisdn"`, [msisdn, owner.key, owner.name, owner.note]);
  await tx.query(`DELETE FROM "SimulatedMessage" WHERE "msisdn" = $1`, [msisdn]);
  await releaseHeld(tx, msisdn);
  await notify(tx, { topic: 'simulator', msisdn });
  return rows.length === 1;
}

export type LineSwitches = Pick<SimulatedLine, 'airplaneMode' | 'roaming' | 'smsEnabled' | 'messagesApp'>;

/** Turns switches of a virtual phone; what the network holds for it is tried again. False when there is no such line. */
export function setLineSwitches(msisdn: string, switches: Partial<LineSwitches>): Promise<boolean> {
  return inSqlTransaction((tx) => turnSwitches(tx, msisdn, switches));
}

async function turnSwitches(tx: Sql, msisdn: string, switches: Partial<LineSwitches>): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "SimulatedLine" SET "airplaneMode" = COALESCE($2::boolean, "airplaneMode"), "roaming" = COALESCE($3::boolean, "roaming"),
       "smsEnabled" = COALESCE($4::boolean, "smsEnabled"), "messagesApp" = COALESCE($5::boolean, "messagesApp")
     WHERE "msisdn" = $1 RETURNING "msisdn"`,
    [msisdn, switches.airplaneMode ?? null, switches.roaming ?? null, switches.smsEnabled ?? null, switches.messagesApp ?? null],
  );
  await releaseHeld(tx, msisdn);
  await notify(tx, { topic: 'simulator', msisdn });
  await notify(tx, { topic: 'line', msisdn });
  return rows.length === 1;
}
