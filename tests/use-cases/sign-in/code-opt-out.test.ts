import { beforeEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '#lib/carriers/carrier.ts';
import { sql } from '#lib/data/pool.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { browserOf } from '#tests/support/fixtures/authenticator.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let line: SubscriberActor;
beforeEach(async () => {
  await sql.query('DELETE FROM "AbuseLimit"');
  line = await createSubscriber();
});

/** The line's phone texts to Handset's short code, as the carrier hands it over. */
const text = (words: string, changes: Partial<InboundMessage> = {}) =>
  receiveMessage({ inboundKey: newId(), msisdn: line.msisdn, direction: 'out', from: line.msisdn, to: [env.OWN_SHORT_CODE], text: words, subject: null, isGroup: false, parts: [], sentAt: new Date(), ...changes });

/** What Handset texted to the line, oldest first. */
async function texts(): Promise<string[]> {
  const rows = await sql.query<{ text: string }>(
    `SELECT m.text FROM "Message" m JOIN "Recipient" r ON r."mailboxId" = m."mailboxId" AND r."messageId" = m.id WHERE r.address = $1 AND m."isOwnCode" ORDER BY m.id`,
    [line.msisdn],
  );
  return rows.map((row) => row.text);
}

async function askForCode(): Promise<{ answer: string; gotCode: boolean }> {
  await sql.query(`DELETE FROM "AbuseLimit" WHERE key LIKE 'code-%'`);
  const before = (await texts()).length;
  const { deliver, ...answer } = await requestCode({ number: line.msisdn, browserId: browserOf('m'), address: null });
  await deliver();
  return { answer: Object.keys(answer).join(), gotCode: (await texts()).length > before };
}

describe('T14: a line that texts STOP to the own short code', () => {
  it.each(['STOP', ' stop. ', 'Unsubscribe', 'QUIT!'])('%j gets no codes, and one text that says so', async (words) => {
    const before = await askForCode();
    expect(before.gotCode).toBe(true);
    await text(words);
    await text(words);
    expect((await texts()).slice(1)).toEqual([expect.stringContaining('no more sign-in codes')]);
    const after = await askForCode();
    expect(after).toEqual({ answer: before.answer, gotCode: false });
  });

  it('gets them again after START, and is told once', async () => {
    await text('STOP');
    await text('START');
    await text('start');
    expect(await texts()).toEqual([expect.stringContaining('no more'), expect.stringContaining('come here again')]);
    expect((await askForCode()).gotCode).toBe(true);
  });

  it('needs no inbox for it', async () => {
    line = await createSubscriber({ provisioned: false });
    expect(await text('STOP')).toBe('no-inbox');
    expect((await askForCode()).gotCode).toBe(false);
  });

  it('is asked for once by a text that the carrier hands over again', async () => {
    const inboundKey = newId();
    await text('STOP', { inboundKey });
    await text('START');
    expect(await text('STOP', { inboundKey })).toBe('repeated');
    expect((await askForCode()).gotCode).toBe(true);
  });

  it('is not silenced by others, by other words or by a STOP to somebody else', async () => {
    await text('STOP', { direction: 'in', from: '+12065550111', to: [line.msisdn] });
    await text('STOP', { to: ['+12065550111'] });
    await text('Please stop');
    expect(await getPrisma().codeOptOut.count({ where: { msisdn: line.msisdn } })).toBe(0);
    expect((await askForCode()).gotCode).toBe(true);
  });

  it('gets four answers a day, however often it changes its mind', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await text('STOP');
      await text('START');
    }
    expect(await texts()).toHaveLength(4);
  });
});

describe('T15: before the answer', () => {
  it('nothing is asked of the carrier, written or counted that depends on whose number it is', async () => {
    const asked: string[] = [];
    setLineDirectory({ findLine: (msisdn) => { asked.push(msisdn); return Promise.resolve(null); } });
    const { deliver } = await requestCode({ number: line.msisdn, browserId: browserOf('m'), address: null });
    expect(asked).toEqual([]);
    expect(await texts()).toEqual([]);
    expect(await sql.query(`SELECT key FROM "AbuseLimit" WHERE key LIKE 'text-%'`)).toEqual([]);
    await deliver();
    expect(asked).toEqual([line.msisdn]);
  });
});
