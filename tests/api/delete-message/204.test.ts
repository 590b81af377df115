import { describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';

describe('DELETE /myMessages/v2/messages/{messageId}', () => {
  it('wire 2.10: once, then 404: what is deleted never comes back', async () => {
    const { subscriber, call } = await createCaller();
    const id = shortId(await receive(subscriber));
    expect((await call('DELETE', `${path}/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await call(method, `${path}/${id}`)).status).toBe(404);
    expect((await call('PUT', `${path}/${id}`, { body: { message: { isUnread: false } } })).status).toBe(404);
  });

  it('of 20 at once exactly one deletes', async () => {
    const { subscriber, call } = await createCaller();
    const id = shortId(await receive(subscriber));
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => call('DELETE', `${path}/${id}`)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(19);
  });
});
