import { expect, it } from 'vitest';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { putOnPhone } from '#lib/data/simulator/network.ts';
import { newId } from '#lib/ids.ts';
import { listMessagesForPeople, listMessagesOfPhone, listPhones } from '#lib/use-cases/simulator/list-phones.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

it('T28: the simulator’s page gets a name and a text no longer than it shows, a call gets the text whole', async () => {
  const { msisdn } = await createSubscriber({ line: { name: 'N'.repeat(1_000), note: 'n'.repeat(10_000) } });
  const text = `${'x'.repeat(498)}\u{1F600}${'y'.repeat(9_500)}`;
  await inSqlTransaction((tx) => putOnPhone(tx, { id: newId(), msisdn, direction: 'in', from: '+12065550100', to: [msisdn], text, isGroup: false, parts: [] }));
  const [phone] = (await listPhones()).filter((line) => line.msisdn === msisdn);
  expect(phone?.name).toBe(`${'N'.repeat(59)}…`);
  expect(phone?.note).toHaveLength(500);
  const [shown] = await listMessagesForPeople({ msisdn, limit: 10 });
  expect(shown?.text).toBe(`${'x'.repeat(498)}…`);
  expect((await listMessagesOfPhone({ msisdn, limit: 10 }))[0]?.text).toBe(text);
});
