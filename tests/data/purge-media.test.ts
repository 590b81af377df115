import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openPicture } from '#lib/data/derived-media.ts';
import { asideOf, openMedia, putMedia } from '#lib/data/media.ts';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { purgeMediaFolder } from '#lib/data/purge-media.ts';
import { sha256Hex } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { newId, shortId } from '#lib/ids.ts';
import { deleteMessages } from '#lib/use-cases/messages/delete-messages.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const some = () => Buffer.from(`bytes ${newId()}`);
const pathOf = (hash: string) => join(env.MEDIA_DIR, hash.slice(0, 2), hash);
const purge = (hash: string) => purgeMediaFolder(hash.slice(0, 2));
const twoDaysAgo = () => new Date(Date.now() - 2 * 86_400_000);
const age = (path: string) => utimes(path, twoDaysAgo(), twoDaysAgo());
const read = async (hash: string) => {
  const media = await openMedia(hash);
  return media && buffer(media.open());
};
const nameIt = (hash: string) =>
  sql.query(`INSERT INTO "Part" ("mailboxId", "messageId", position, name, "contentType", "sizeBytes", "contentHash") VALUES (gen_random_uuid(), gen_random_uuid(), 0, 'a', 'image/png', 1, $1)`, [hash]);

async function oldMedia(): Promise<{ bytes: Buffer; hash: string }> {
  const bytes = some();
  const hash = await putMedia(bytes);
  await age(pathOf(hash));
  return { bytes, hash };
}

describe('bytes that no message names', () => {
  it('go a day after the last message with them was deleted, with the pictures made of them', async () => {
    const actor = await createSubscriber();
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: { r: Math.random() * 255, g: 9, b: 9 } } }).png().toBuffer();
    const [one, other] = [await receive(actor, { parts: [{ name: 'a', contentType: 'image/png', bytes }] }), await receive(actor, { parts: [{ name: 'b', contentType: 'image/png', bytes }] })];
    const hash = sha256Hex(bytes);
    await openPicture(hash, 'thumbnail');
    const shown = () => readdirSync(join(env.MEDIA_DIR, 'shown', hash.slice(0, 2))).filter((name) => name.startsWith(hash));
    await age(pathOf(hash));
    await deleteMessages({ actor, messageIds: [shortId(one)] });
    expect(await purge(hash)).toBe(0);
    expect((await read(hash))?.equals(bytes)).toBe(true);
    await deleteMessages({ actor, messageIds: [shortId(other)] });
    expect(shown()).toHaveLength(1);
    expect(await purge(hash)).toBe(1);
    expect([await read(hash), shown()]).toEqual([null, []]);
  });

  it('stay while they were stored or wanted within a day: a send stores them before it commits', async () => {
    const bytes = some();
    const hash = await putMedia(bytes);
    expect(await purge(hash)).toBe(0);
    await age(pathOf(hash));
    await putMedia(bytes);
    expect(await purge(hash)).toBe(0);
    expect((await read(hash))?.equals(bytes)).toBe(true);
  });

  it('stay while the simulated network carries them', async () => {
    const [carried, onPhone] = [await oldMedia(), await oldMedia()];
    await sql.query(`INSERT INTO "SimulatedEvent" (id, kind, payload, "dueAt") VALUES ($1::uuid, 'deliver', $2::jsonb, now() + interval '1 day')`, [newId(), { submission: { parts: [{ contentHash: carried.hash }] } }]);
    await sql.query(`INSERT INTO "SimulatedMessage" (id, msisdn, direction, "fromAddress", "toAddresses", text, "isGroup", parts, at) VALUES ($1::uuid, '+14255550177', 'in', '', '{}', '', false, $2::jsonb, now())`, [newId(), JSON.stringify([{ contentHash: onPhone.hash }])]);
    for (const { hash } of [carried, onPhone]) expect([await purge(hash), existsSync(pathOf(hash))]).toEqual([0, true]);
  });

  it('go with what a process left half written', async () => {
    const { hash } = await oldMedia();
    const half = `${pathOf(hash)}.${newId()}`;
    await writeFile(half, 'ha');
    await purge(hash);
    expect(existsSync(half)).toBe(true);
    await age(half);
    await purge(hash);
    expect(existsSync(half)).toBe(false);
  });
});

describe('a purge that a send meets at any line', () => {
  it('after a crash with the file aside it is still read, and the next round decides anew', async () => {
    const [wanted, named, unwanted] = [await oldMedia(), await oldMedia(), await oldMedia()];
    for (const { hash } of [wanted, named, unwanted]) await rename(pathOf(hash), asideOf(pathOf(hash)));
    for (const { hash, bytes } of [wanted, named, unwanted]) expect((await read(hash))?.equals(bytes)).toBe(true);
    // A mark that came just before the file was moved moves with it; a row may have been committed since.
    await utimes(asideOf(pathOf(wanted.hash)), new Date(), new Date());
    await nameIt(named.hash);
    for (const { hash } of [wanted, named, unwanted]) await purge(hash);
    expect([wanted, named, unwanted].map(({ hash }) => [existsSync(pathOf(hash)), existsSync(asideOf(pathOf(hash)))])).toEqual([[true, false], [true, false], [false, false]]);
  });

  it('bytes sent while the file is aside are written anew, and no round takes them', async () => {
    const { hash, bytes } = await oldMedia();
    await rename(pathOf(hash), asideOf(pathOf(hash)));
    await putMedia(bytes);
    await purge(hash);
    expect((await read(hash))?.equals(bytes)).toBe(true);
    expect(existsSync(asideOf(pathOf(hash)))).toBe(false);
  });

  it('a round leaves the store alone while another one is at it', async () => {
    const { hash } = await oldMedia();
    await inSqlTransaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('purge-media'))::text`);
      expect(await purge(hash)).toBe(0);
    });
    expect(await purge(hash)).toBe(1);
  });

  it('races: whatever a send stored and committed is there, round after round', async () => {
    const folder = '5a';
    await mkdir(join(env.MEDIA_DIR, folder), { recursive: true });
    const all: Buffer[] = [];
    while (all.length < 12) {
      const bytes = some();
      if (sha256Hex(bytes).startsWith(folder)) all.push(bytes);
    }
    let isOver = false;
    const purger = (async () => {
      let removed = 0;
      while (!isOver) removed += await purgeMediaFolder(folder);
      return removed;
    })();
    const sender = async (bytes: Buffer) => {
      const hash = sha256Hex(bytes);
      for (let round = 0; round < 40; round += 1) {
        await putMedia(bytes);
        await nameIt(hash);
        expect((await read(hash))?.equals(bytes)).toBe(true);
        // Its last message goes, and a day passes at once; the next send comes at some moment of the purge.
        await sql.query(`DELETE FROM "Part" WHERE "contentHash" = $1`, [hash]);
        await age(pathOf(hash)).catch(() => undefined);
      }
    };
    await Promise.all(all.map(sender)).finally(() => {
      isOver = true;
    });
    expect(await purger).toBeGreaterThan(0);
  });
});
