import { randomBytes } from 'node:crypto';
import type { Sql } from '#lib/data/pool.ts';

/** Inserts many rows in one statement. All have the fields of the first; columns that are left out get their default. */
export async function insertRows(tx: Sql, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first)
    .map((name) => `"${name}"`)
    .join(', ');
  await tx.query(`INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1::json)`, [JSON.stringify(rows)]);
}

/** A UUID version 7 of a moment in the past (RFC 9562, 5.7). Two moments a millisecond apart give ids in their order. */
export function idAt(at: Date): string {
  const random = randomBytes(10).toString('hex');
  const time = at.getTime().toString(16).padStart(12, '0');
  const variant = (0x8 | (Number.parseInt(random.charAt(0), 16) & 0x3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}
