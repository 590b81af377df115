import { link, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asideOf, isMissing } from '#lib/data/media.ts';
import { inSqlTransaction, type Sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';

/** Longer than any send takes from storing its bytes to the commit that names them. */
const wantedForMs = 86_400_000;
const mostAtOnce = 200;

/**
 * Removes the bytes in one folder of the media store (its two hexadecimal digits) that no message names any more, with the pictures made of
 * them. Safe against a send that names the same bytes at that moment, in whatever process: it marks the file as wanted before (`putMedia`),
 * so a file that was wanted within a day stays. The decision falls on committed rows, in one snapshot. Then the file is moved aside and
 * looked at again: a mark that was set until then brings it back, a mark that comes later finds nothing and writes the bytes anew, and
 * readers look aside as well. After a crash the next round finds what lies aside and decides again. Returns how many it removed.
 */
export async function purgeMediaFolder(folder: string): Promise<number> {
  return inSqlTransaction(async (tx) => {
    const [lock] = await tx.query<{ isOurs: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtext('purge-media')) AS "isOurs"`);
    if (!lock?.isOurs) return 0;
    const place = join(env.MEDIA_DIR, folder);
    const names = await namesIn(place);
    const aside = names.filter((name) => /^[0-9a-f]{64}\.aside$/.test(name)).map((name) => name.slice(0, 64));
    const old = await onlyOld(place, names.filter((name) => !name.endsWith('.aside')));
    // What was being written when its process ended.
    for (const name of old.filter((each) => each.length > 64)) await rm(join(place, name), { force: true });
    const candidates = [...new Set([...aside, ...old.filter((name) => /^[0-9a-f]{64}$/.test(name))])].slice(0, mostAtOnce);
    const named = candidates.length === 0 ? new Set() : await namedOf(tx, candidates);
    let removed = 0;
    for (const hash of candidates) {
      if (await settle(join(place, hash), named.has(hash))) removed += 1;
    }
    await purgeShown(folder);
    return removed;
  });
}

/** Moves a file that nobody names aside and removes it, or puts one back that somebody does, or wants. True when it is gone. */
async function settle(path: string, isNamed: boolean): Promise<boolean> {
  const aside = asideOf(path);
  try {
    if (!isNamed) {
      if (!(await exists(aside))) {
        if (!(await isOld(path))) return false;
        await rename(path, aside);
      }
      if (await isOld(aside)) {
        await rm(aside, { force: true });
        return !(await exists(path));
      }
    }
    await link(aside, path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    await rm(aside, { force: true });
    return false;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Which of the hashes a message names, or the simulated network still carries. One statement: what goes from one to the other is in either. */
async function namedOf(tx: Sql, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ hash: string }>(
    `SELECT "contentHash" AS "hash" FROM "Part" WHERE "contentHash" = ANY($1::text[])
     UNION SELECT h #>> '{}' FROM "SimulatedMessage" m, jsonb_path_query(m."parts", '$.**.contentHash') AS h WHERE m."parts" <> '[]' AND h #>> '{}' = ANY($1::text[])
     UNION SELECT h #>> '{}' FROM "SimulatedEvent" e, jsonb_path_query(e."payload", '$.**.contentHash') AS h WHERE h #>> '{}' = ANY($1::text[])`,
    [hashes],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Pictures made of bytes that are gone; one that is made again at this moment is taken the next time. */
async function purgeShown(folder: string): Promise<void> {
  const place = join(env.MEDIA_DIR, 'shown', folder);
  for (const name of await namesIn(place)) {
    const original = join(env.MEDIA_DIR, folder, name.slice(0, 64));
    if (!(await exists(original)) && !(await exists(asideOf(original)))) await rm(join(place, name), { force: true });
  }
}

async function namesIn(place: string): Promise<string[]> {
  return readdir(place).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

async function onlyOld(place: string, names: readonly string[]): Promise<string[]> {
  const old: string[] = [];
  for (const name of names) if (await isOld(join(place, name)).catch(() => false)) old.push(name);
  return old;
}

async function isOld(path: string): Promise<boolean> {
  return Date.now() - (await stat(path)).mtimeMs > wantedForMs;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
