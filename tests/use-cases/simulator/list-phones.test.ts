import { describe, expect, it } from 'vitest';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { putOnPhone } from '#lib/data/simulator/network.ts';
import { newId } from '#lib/ids.ts';
import { listPhoneForPeople, listMessagesOfPhone, listPhones } from '#lib/use-cases/simulator/list-phones.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

it('T28: the simulator’s page gets a name and a text no longer than it shows, a call gets the text whole', async () => {
  const { msisdn } = await createSubscriber({ line: { name: 'N'.repeat(1_000), note: 'n'.repeat(10_000) } });
  const text = `${'x'.repeat(498)}\u{1F600}${'y'.repeat(9_500)}`;
  await inSqlTransaction((tx) => putOnPhone(tx, { id: newId(), msisdn, direction: 'in', from: '+12065550100', to: [msisdn], text, isGroup: false, parts: [] }));
  const [phone] = (await listPhones()).filter((line) => line.msisdn === msisdn);
  expect(phone?.name).toBe(`${'N'.repeat(59)}…`);
  expect(phone?.note).toHaveLength(500);
  const { messages } = await listPhoneForPeople({ msisdn, limit: 10 });
  expect(messages[0]?.text).toBe(`${'x'.repeat(498)}…`);
  expect((await listMessagesOfPhone({ msisdn, limit: 10 }))[0]?.text).toBe(text);
});

describe('the conversations of a phone', () => {
  const quiet = ['+12065550111', '+12065550112', '+12065550113'];
  const busy = '+12065550120';

  async function phoneWith(busyCount: number): Promise<string> {
    const { msisdn } = await createSubscriber();
    const put = (from: string, text: string, to = [msisdn]) => inSqlTransaction((tx) => putOnPhone(tx, { id: newId(), msisdn, direction: 'in', from, to, text, isGroup: to.length > 1, parts: [] }));
    for (const from of quiet) await put(from, 'Long ago');
    await put(quiet[0] ?? '', 'To the group', [msisdn, quiet[1] ?? '']);
    for (let at = 1; at <= busyCount; at += 1) await put(busy, `Message ${at}`);
    return msisdn;
  }

  it('none is pushed out by another that goes on; the busy one keeps its newest messages, in order', async () => {
    const msisdn = await phoneWith(120);
    const { messages, hiddenConversations, hiddenMessages } = await listPhoneForPeople({ msisdn, limit: 100 });
    expect(messages).toHaveLength(100);
    expect(messages.filter(({ from }) => from !== busy).map(({ from, isGroup }) => [from, isGroup])).toEqual([
      [quiet[0], true],
      [quiet[2], false],
      [quiet[1], false],
      [quiet[0], false],
    ]);
    expect(messages.filter(({ from }) => from === busy).map(({ text }) => text)).toEqual(Array.from({ length: 96 }, (_, at) => `Message ${120 - at}`));
    expect(hiddenConversations).toBe(0);
    expect(hiddenMessages).toEqual({ [`p ${busy}`]: 24 });
  });

  it('says how many are left out when there are more than it shows: the quietest', async () => {
    const msisdn = await phoneWith(3);
    const { messages, hiddenConversations, hiddenMessages } = await listPhoneForPeople({ msisdn, limit: 2 });
    expect(messages.map(({ text }) => text)).toEqual(['Message 3', 'To the group']);
    expect(hiddenConversations).toBe(3);
    expect(hiddenMessages).toEqual({ [`p ${busy}`]: 2 });
  });

  it('an empty phone shows nothing and hides nothing', async () => {
    const { msisdn } = await createSubscriber();
    expect(await listPhoneForPeople({ msisdn, limit: 10 })).toEqual({ messages: [], hiddenConversations: 0, hiddenMessages: {} });
  });
});
