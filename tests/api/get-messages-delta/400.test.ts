import { describe, it } from 'vitest';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/delta';

describe('GET /myMessages/v2/delta refused', () => {
  it.each([
    ['without a state', '', 'state', 'Give the state'],
    ['an empty state', '?state=', 'state', 'Give the state'],
    ['a state with U+0000', '?state=a%00b', 'state', 'U+0000'],
    ['a state of 4,001 characters', `?state=${'x'.repeat(4001)}`, 'state', 'is not a state'],
    ['two states', '?state=a&state=b', 'state', 'once'],
    ['another spelling', '?State=a', 'State', 'Leave it out'],
  ])('%s', async (_name, query, field, says) => {
    const { call } = await createCaller();
    expectRefused(await call('GET', path + query), { status: 400, code: 'SVC0002', field, says });
  });
});
