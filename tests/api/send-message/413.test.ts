import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const mebibyte = 1_048_576;
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

const refused = async (body: string | Buffer, type: string, field: string, says: string) => {
  const answer = await caller.call('POST', path, { body, headers: { 'Content-Type': type } });
  expectRefused(answer, { status: 413, code: 'SVC0002', field, says });
  expect(await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId])).toEqual([]);
};

const part = (at: number) => `--b\r\nContent-Type: image/gif\r\nContent-Disposition: attachment; filename="${at}.gif"\r\n\r\n${gif.toString('latin1')}\r\n`;
const root = '--b\r\nContent-Type: application/json\r\n\r\n{"messageRequest":{"addresses":["2065550121"],"text":"x"}}\r\n';

describe('POST /myMessages/v2/messages over the size (S6)', () => {
  it('text over 1 MiB', async () => {
    await refused(JSON.stringify({ messageRequest: { addresses: ['+12065550121'], text: 'x'.repeat(mebibyte + 1) } }), 'application/json', 'text', 'at most 1048576 fit');
  });

  it('text and inline attachment that only together are over 1 MiB', async () => {
    const bytes = Buffer.concat([gif, Buffer.alloc(mebibyte - 100)]);
    const messageContent = [{ fileName: 'a.gif', 'content-type': 'image/gif', body: bytes.toString('base64') }];
    await refused(JSON.stringify({ messageRequest: { addresses: ['+12065550121'], text: 'x'.repeat(200), messageContent } }), 'application/json', 'messageContent', 'at most 1048576 fit');
  });

  it('22 attachments in a multipart, 22 inline', async () => {
    const parts = Array.from({ length: 22 }, (_, at) => part(at)).join('');
    await refused(Buffer.from(`${root}${parts}--b--`, 'latin1'), 'multipart/related; boundary=b', 'messageContent', 'at most 21 attachments');
    const messageContent = Array.from({ length: 22 }, () => ({ 'content-type': 'image/gif', body: gif.toString('base64') }));
    await refused(JSON.stringify({ messageRequest: { addresses: ['2065550121'], text: 'x', messageContent } }), 'application/json', 'messageContent', 'at most 21 attachments');
  });

  it('T12: a hundred thousand parts are refused at the 23rd', async () => {
    await refused(Buffer.from(root + '--b\r\n\r\n\r\n'.repeat(100_000), 'latin1'), 'multipart/related; boundary=b', 'messageContent', 'at most 21 attachments');
  });

  it('a body over the cap is refused by its declared length and while reading', async () => {
    await refused('x'.repeat(4 * mebibyte), 'application/json', 'body', 'Send less at a time');
    await refused(Buffer.concat([Buffer.from(root), Buffer.alloc(3 * mebibyte, 97)]), 'multipart/related; boundary=b', 'body', 'Send less at a time');
  });

  it('21 attachments of together less than 1 MiB go through', async () => {
    const other = await createCaller();
    const parts = Array.from({ length: 21 }, (_, at) => part(at)).join('');
    const answer = await other.call('POST', path, { body: Buffer.from(`${root}${parts}--b--`, 'latin1'), headers: { 'Content-Type': 'multipart/related; boundary=b' } });
    expect(answer.status).toBe(201);
  });
});
