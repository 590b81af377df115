import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLineDirectory } from '#lib/carriers/line-directory/line-directory.ts';
import { createLineService } from '#lib/carriers/line-directory/line-service.ts';
import { readLineTable } from '#lib/carriers/line-directory/line-table.ts';
import { freePort } from '#lib/server/free-port.ts';
import { eventually } from '#tests/support/eventually.ts';

const header = 'msisdn,ownerKey,plan,standing,smsEnabled,messagesApp,roaming,roamingPlan';
const row = (msisdn: string, ownerKey = 'c-1') => `${msisdn},${ownerKey},postpaid,active,true,false,false,true`;
const facts = { msisdn: '+14255550101', ownerKey: 'c-1', plan: 'postpaid', standing: 'active', smsEnabled: true, messagesApp: false, roaming: false, roamingPlan: true };
const unavailable = { code: 'unavailable', retryAfterSeconds: 5 };

describe('a table of lines', () => {
  it.each([
    ['plain', `${header}\n${row('+14255550101')}\n`],
    ['without a last line end', `${header}\n${row('+14255550101')}`],
    ['of another system, with a mark of its encoding', `\ufeff${header}\r\n${row('+14255550101')}\r\n\r\n`],
    ['in another order, with columns of its own', 'note,roamingPlan,roaming,messagesApp,smsEnabled,standing,plan,ownerKey,msisdn\n"Ana, ""the first""",true,false,false,true,active,postpaid,c-1,+14255550101'],
    ['with a line end inside quotation marks', `${header},note\n${row('+14255550101')},"two\nlines"\n`],
  ])('is read: %s', (_, text) => {
    expect([...readLineTable(text).values()]).toEqual([facts]);
  });

  it.each([
    ['an unknown plan', `${header}\n${row('+14255550101')}\n${row('+14255550102').replace('postpaid', 'gold')}`, 'line 3: plan must be postpaid, smart-limits or prepaid'],
    ['a number that is none', `${header}\n425-7777,c-1,postpaid,active,true,false,false,true`, 'line 2: msisdn must be a number'],
    ['no owner', `${header}\n${row('+14255550101', '')}`, 'line 2: ownerKey must not be empty'],
    ['a flag in other words', `${header}\n${row('+14255550101').replace('true,false', 'yes,false')}`, 'line 2: smsEnabled must be true or false'],
    ['a cell less', `${header}\n+14255550101,c-1`, 'line 2: 2 columns where the first line has 8'],
    ['a number twice', `${header}\n${row('+14255550101')}\n\n${row('+14255550101', 'c-2')}`, 'line 4: this number stands in the file twice'],
    ['a quotation mark amid a cell', `${header}\n${row('+14255550101')}\n+1"425",x`, 'line 3: a quotation mark'],
    ['no end of a quotation', `${header}\n"${row('+14255550101')}`, 'line 2: a quotation mark'],
    ['a row after one of two lines', `${header},note\n${row('+14255550101')},"a\nb"\nx`, 'line 4: 1 columns'],
    ['no columns', 'msisdn,plan\n', 'line 1: the columns ownerKey, standing, smsEnabled, messagesApp, roaming, roamingPlan are missing'],
    ['nothing', '', 'line 1: the columns msisdn,'],
  ])('with %s is refused, and the line is named without its values', (_, text, sentence) => {
    const read = () => readLineTable(text);
    expect(read).toThrow(sentence);
    expect(read).not.toThrow(/425-7777|gold|yes/);
  });
});

describe('LINE_DIRECTORY=file:', () => {
  let folder: string;
  let path: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'handset-lines-'));
    path = join(folder, 'lines.csv');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  /** Put in place whole, as the page for operators asks for. */
  const put = (text: string) => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  };
  const open = () => createLineDirectory({ source: pathToFileURL(path).href, token: null });

  it('E1 knows the lines of the file and no others', async () => {
    put(`${header}\n${row('+14255550101')}\n`);
    const directory = await open();
    expect([await directory.findLine('+14255550101'), await directory.findLine('+14255550109')]).toEqual([facts, null]);
  });

  it('is read again when it changes, at once by whoever must know what is so now (T29)', async () => {
    put(`${header}\n${row('+14255550101')}\n`);
    const directory = await open();
    put(`${header}\n${row('+14255550101', 'c-2')}\n${row('+14255550102')}\n`);
    expect(await directory.findLine('+14255550101', { isFresh: true })).toMatchObject({ ownerKey: 'c-2' });
    put(`${header}\n${row('+14255550101', 'c-3')}\n`);
    await eventually(async () => expect(await directory.findLine('+14255550101')).toMatchObject({ ownerKey: 'c-3' }));
    expect(await directory.findLine('+14255550102')).toBeNull();
  });

  it('tells at once which lines somebody else holds, and of no others; one that fails keeps back none (T29)', async () => {
    put(`${header}\n${row('+14255550101')}\n${row('+14255550102')}\n${row('+14255550103')}\n`);
    const directory = await open();
    const told: [string, string | undefined][] = [];
    directory.watchOwners?.(async (msisdn) => {
      told.push([msisdn, (await directory.findLine(msisdn, { isFresh: true }))?.ownerKey]);
      throw new Error('away');
    });
    put(`${header}\n${row('+14255550101', 'c-2')}\n${row('+14255550102')}\n${row('+14255550103', 'c-5')}\n${row('+14255550104', 'c-9')}\n`);
    await directory.findLine('+14255550102', { isFresh: true });
    await eventually(() => expect(told).toEqual([['+14255550101', 'c-2'], ['+14255550103', 'c-5']]));
  });

  it('keeps the last good table while the file has a fault or is gone', async () => {
    put(`${header}\n${row('+14255550101')}\n`);
    const directory = await open();
    put(`${header}\n${row('+14255550101', 'c-2')}\n${row('+14255550102').replace('active', 'gone')}\n`);
    expect(await directory.findLine('+14255550101', { isFresh: true })).toMatchObject({ ownerKey: 'c-1' });
    rmSync(path);
    expect(await directory.findLine('+14255550101', { isFresh: true })).toMatchObject({ ownerKey: 'c-1' });
    put(`${header}\n${row('+14255550101', 'c-4')}\n`);
    expect(await directory.findLine('+14255550101', { isFresh: true })).toMatchObject({ ownerKey: 'c-4' });
  });

  it.each([
    ['a fault', () => put(`${header}\n${row('+14255550101').replace('active', 'gone')}\n`), /LINE_DIRECTORY.*line 2: standing must be active or suspended/],
    ['no file', () => rmSync(path, { force: true }), /LINE_DIRECTORY.*ENOENT/],
  ])('does not begin with %s', async (_, make, sentence) => {
    make();
    await expect(open()).rejects.toThrow(sentence);
  });
});

describe('LINE_DIRECTORY=https:', () => {
  let url: string;
  let requests: IncomingMessage[] = [];
  let answer: (response: ServerResponse, request: IncomingMessage) => void;
  const server = createServer((request, response) => {
    requests.push(request);
    answer(response, request);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lines/{msisdn}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    requests = [];
    answer = (response) => response.writeHead(200).end(JSON.stringify(facts));
  });
  const open = (more: { timeoutMs?: number; keptMs?: number; template?: string } = {}) => createLineService({ template: url, token: 'a-token', ...more });

  it('E1 asks with the number and the token, and reads the facts; what else is told is left alone', async () => {
    answer = (response) => response.writeHead(200).end(JSON.stringify({ ...facts, name: 'Ana' }));
    expect(await open().findLine('+14255550101')).toEqual(facts);
    expect(requests.map(({ url: asked, headers }) => [asked, headers.authorization])).toEqual([['/lines/%2B14255550101', 'Bearer a-token']]);
  });

  it('404 is none of ours', async () => {
    answer = (response) => response.writeHead(404).end('no');
    expect(await open().findLine('+14255550101')).toBeNull();
  });

  const faults: [string, (response: ServerResponse, request: IncomingMessage) => void][] = [
    ['an error', (response) => response.writeHead(500).end()],
    ['a refusal', (response) => response.writeHead(403).end()],
    ['no content', (response) => response.writeHead(204).end()],
    ['a redirect', (response) => response.writeHead(302, { Location: '/lines/other' }).end()],
    ['no JSON', (response) => response.writeHead(200).end('<html>')],
    ['an empty object', (response) => response.writeHead(200).end('{}')],
    ['an unknown plan', (response) => response.writeHead(200).end(JSON.stringify({ ...facts, plan: 'gold' }))],
    ['no owner', (response) => response.writeHead(200).end(JSON.stringify({ ...facts, ownerKey: undefined }))],
    ['another number', (response) => response.writeHead(200).end(JSON.stringify({ ...facts, msisdn: '+14255550102' }))],
    ['too many bytes', (response) => response.writeHead(200).end(JSON.stringify({ ...facts, note: 'x'.repeat(20_000) }))],
    ['half an answer', (response, { socket }) => void response.writeHead(200, { 'Content-Length': '500' }).write('{', () => socket.destroy())],
    ['a cut', (_response, { socket }) => void socket.destroy()],
    ['silence', () => undefined],
  ];
  it.each(faults)('%s is “not now”, never “not yours”, and is not kept', async (_, fault) => {
    const directory = open({ timeoutMs: 150 });
    answer = fault;
    await expect(directory.findLine('+14255550101')).rejects.toMatchObject(unavailable);
    answer = (response) => response.writeHead(200).end(JSON.stringify(facts));
    expect(await directory.findLine('+14255550101')).toEqual(facts);
    expect(requests).toHaveLength(2);
  });

  it('nobody there is “not now” as well', async () => {
    await expect(open({ template: `http://127.0.0.1:${await freePort()}/{msisdn}` }).findLine('+14255550101')).rejects.toMatchObject(unavailable);
  });

  it('is asked once by all who ask at the same time or soon after, and anew by whoever must know what is so now (T29)', async () => {
    const directory = open({ keptMs: 60_000 });
    const all = await Promise.all(Array.from({ length: 20 }, () => directory.findLine('+14255550101')));
    expect([all.every((each) => each?.ownerKey === 'c-1'), requests.length]).toEqual([true, 1]);
    answer = (response) => response.writeHead(200).end(JSON.stringify({ ...facts, ownerKey: 'c-2' }));
    expect([(await directory.findLine('+14255550101'))?.ownerKey, requests.length]).toEqual(['c-1', 1]);
    expect([(await directory.findLine('+14255550101', { isFresh: true }))?.ownerKey, requests.length]).toEqual(['c-2', 2]);
    expect([(await directory.findLine('+14255550101'))?.ownerKey, requests.length]).toEqual(['c-2', 2]);
  });

  it('is asked again when an answer is old', async () => {
    const directory = open({ keptMs: 0 });
    for (let count = 1; count <= 3; count += 1) {
      await directory.findLine('+14255550101');
      expect(requests).toHaveLength(count);
    }
  });
});

it.each(['', 'lines.csv', 'ftp://host/{msisdn}', 'https://host/lines', 'http://host.example/lines/{msisdn}', 'file://host/lines.csv'])('LINE_DIRECTORY=%s is refused with what it should be', async (source) => {
  await expect(createLineDirectory({ source, token: null })).rejects.toThrow('LINE_DIRECTORY must be file:/path/lines.csv or https://host/lines/{msisdn}');
});
