import { analyzeTables, listGrownTables } from '#lib/data/table-statistics.ts';

/**
 * Has PostgreSQL look again at tables that have grown much; answers their names. Its autovacuum looks every minute at best. Until then a statement that was
 * planned while a table was empty reads the table whole for each row that it wants: a claim took 13 s on a queue that ten thousand messages had filled
 * within that minute.
 */
export async function refreshStatistics(): Promise<string[]> {
  const grown = await listGrownTables();
  if (grown.length > 0) await analyzeTables(grown);
  return grown;
}
