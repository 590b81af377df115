import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let id: string;

beforeAll(async () => {
  caller = await createCaller();
  id = shortId(await receive(caller.subscriber, { text: 'Grüße 😎', parts: [{ name: 'my “pic”.gif', contentType: 'image/gif', bytes: gif }] }));
});

describe('GET /myMessages/v2/messages/{messageId}/parts/{partId}', () => {
  it('200, wire 7.1, 7.2: the raw bytes with Content-Length and Content-Type, although Accept asks for JSON', async () => {
    const answer = await caller.call('GET', `${path}/${id}/parts/0`, { headers: { Accept: 'application/json' } });
    expect([answer.status, answer.bytes.equals(gif)]).toEqual([200, true]);
    expect(answer.headers.get('content-length')).toBe(String(gif.length));
    expect(answer.headers.get('content-type')).toBe('image/gif');
  });

  it('200, T11: shown in place, unsniffed, under a policy that runs nothing', async () => {
    const { headers } = await caller.call('GET', `${path}/${id}/parts/0`);
    expect(headers.get('content-disposition')).toBe(`inline; filename="my _pic_.gif"; filename*=UTF-8''my%20%E2%80%9Cpic%E2%80%9D.gif`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it.each([
    ['application/pdf', 'attachment'],
    ['image/svg+xml', 'attachment'],
    ['text/html', 'attachment'],
    ['video/mp4', 'inline'],
    ['audio/amr', 'inline'],
    ['text/plain', 'inline'],
  ])('200, T11: %s that the network brought is %s', async (contentType, disposition) => {
    const messageId = shortId(await receive(caller.subscriber, { text: '', parts: [{ name: 'file', contentType, bytes: gif }] }));
    const { headers } = await caller.call('GET', `${path}/${messageId}/parts/0`);
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${disposition};`));
  });

  it('200 to HEAD: the length without the bytes, and no file left open', async () => {
    const answer = await caller.call('HEAD', `${path}/${id}/parts/0`);
    expect([answer.status, answer.bytes.length, answer.headers.get('content-length')]).toEqual([200, 0, String(gif.length)]);
  });

  it('200: the text of an MMS is its last part', async () => {
    const answer = await caller.call('GET', `${path}/${id}/parts/1`);
    expect([answer.text, answer.headers.get('content-type')]).toEqual(['Grüße 😎', 'text/plain; charset=UTF-8']);
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength('Grüße 😎')));
  });

  it('200 says that ranges are taken and gives a tag', async () => {
    const { headers } = await caller.call('GET', `${path}/${id}/parts/0`);
    expect([headers.get('accept-ranges'), headers.get('cache-control')]).toEqual(['bytes', 'private, no-cache']);
    expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
  });
});
