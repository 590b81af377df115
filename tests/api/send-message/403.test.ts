import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const message = { messageRequest: { addresses: ['+12065550121'], text: 'Hello' } };

describe('POST /myMessages/v2/messages without the right to', () => {
  it('POL0001: a MIM token does not send, whatever the body', async () => {
    const reader = await createCaller({ scopes: ['MIM'] });
    for (const body of [message, 'not even JSON']) expectRefused(await reader.call('POST', path, { body }), { status: 403, code: 'POL0001', field: 'scope', says: 'the scope IMMN' });
  });

  it.each([
    ['plan', { plan: 'prepaid' as const }, 'monthly'],
    ['standing', { standing: 'suspended' as const }, 'is suspended'],
    ['sms', { smsEnabled: false }, 'SMS'],
  ])('POL0002, E1: the gate %s is named in Variables at every send, and nothing is stored', async (gate, line, says) => {
    const sender = await createCaller({ subscriber: await createSubscriber({ line }) });
    expectRefused(await sender.call('POST', path, { body: message }), { status: 403, code: 'POL0002', field: gate, says });
    expect(await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid`, [sender.subscriber.mailboxId])).toEqual([]);
  });
});
