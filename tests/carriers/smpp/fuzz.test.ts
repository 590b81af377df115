import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createFrameReader } from '#lib/carriers/smpp/frame-reader.ts';
import { decodePdu, encodePdu, headerBytes, isResponse, largestPdu } from '#lib/carriers/smpp/pdu.ts';
import { eventually } from '#tests/support/eventually.ts';
import { friend, quick, smppSettings, smsTo, startSmppCarrier } from '#tests/support/fixtures/smpp-carrier.ts';
import { createChance, createFrames, withLength } from '#tests/support/fixtures/smpp-frames.ts';

const seed = 20_261_123;

/** A centre of plain octets: it binds whoever comes, and counts what is answered. */
async function startRawCentre() {
  let socket: Socket | null = null;
  let answers = 0;
  const waiting = new Set<() => void>();
  const happened = () => waiting.forEach((look) => look());
  const server = createServer((client) => {
    client.on('error', () => undefined);
    client.on('close', () => {
      if (socket === client) socket = null;
      happened();
    });
    client.on('data', createFrameReader((frame) => {
      const { command, sequence_number } = decodePdu(frame);
      if (command === 'bind_transceiver') {
        answers = 0;
        client.write(encodePdu('bind_transceiver_resp', sequence_number, { system_id: 'raw' }));
        socket = client;
      } else if (isResponse(frame)) answers += 1;
      else if (command === 'unbind') client.write(encodePdu('unbind_resp', sequence_number));
      else if (command === 'submit_sm') client.write(encodePdu('submit_sm_resp', sequence_number, { message_id: 'RAW' }));
      happened();
    }, () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    socket: () => socket,
    answers: () => answers,
    /** Resolves at the event after which it is so. */
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!isSo()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      socket?.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const running: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

test(`100,000 hostile frames (seed ${seed}) end no process and stall no link: every request is answered once`, async () => {
  const chance = createChance(seed);
  const makeFrame = createFrames(chance);
  const centre = await startRawCentre();
  running.push(centre);
  const { carrier, heard } = await startSmppCarrier(smppSettings([centre.port], { times: quick({ responseMs: 500, rebindFirstMs: 2, rebindLongestMs: 4 }) }));
  running.push(carrier);
  let stored = 0;
  heard.receipt = heard.inbound = heard.inboundSegment = async () => void (stored += 1);
  let frames = 0;
  let breaks = 0;
  const batch = 1_000;
  while (frames < 100_000) {
    await centre.until(() => centre.socket() !== null);
    const socket = centre.socket() ?? expect.fail('not bound');
    const made = Array.from({ length: batch }, () => makeFrame());
    frames += batch;
    const before = centre.answers();
    const under = carrier.submit(smsTo(friend));
    // In pieces as a network would hand them over.
    const stream = Buffer.concat(made);
    for (let at = 0; at < stream.length; ) socket.write(stream.subarray(at, (at += 1 + chance.below(4_000))));
    const asked = made.filter((frame) => !isResponse(frame)).length;
    await centre.until(() => centre.answers() - before >= asked);
    expect(centre.answers() - before).toBe(asked);
    // Now and then a length that no PDU has, a goodbye, or an end in the middle of a PDU.
    if (chance.below(2) === 0) {
      breaks += 1;
      const ends = [Buffer.from([0, 0, 0, 3]), Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.alloc(4), Buffer.from([0, 0, (largestPdu >> 8) + 1, 0]), encodePdu('unbind', 7)];
      const end = ends[chance.below(6)];
      if (end) socket.write(end);
      else socket.end(Buffer.from([0, 0, 0, 40, 0, 0]));
      await centre.until(() => centre.socket() !== socket);
    }
    // Whatever an answer of chance made of it, it has ended.
    expect(await under).toMatchObject({ outcome: expect.any(String) });
  }
  expect(breaks).toBeGreaterThan(20);
  // Enough of them came through the parser to the store.
  expect(stored).toBeGreaterThan(20_000);
  await eventually(() => expect(carrier.capacity().free).toBe(10));
  await eventually(() => expect(carrier.health()[0]?.state).toBe('open'));
});

test('frames are found however the stream is torn', () => {
  const chance = createChance(seed + 1);
  const makeFrame = createFrames(chance);
  const frames = Array.from({ length: 2_000 }, () => makeFrame());
  const found: Buffer[] = [];
  const read = createFrameReader((frame) => found.push(frame), () => expect.fail('these lengths are right'));
  const stream = Buffer.concat(frames);
  for (let at = 0; at < stream.length; ) read(stream.subarray(at, (at += 1 + chance.below(50))));
  expect(Buffer.concat(found).equals(stream)).toBe(true);
  expect(found).toHaveLength(frames.length);
});

test.each([0, 3, headerBytes - 1, largestPdu + 1, 0xffff_ffff])('a length of %i ends the reading, once', (length) => {
  let faults = 0;
  const read = createFrameReader(() => expect.fail('no frame'), () => void (faults += 1));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(length, 0);
  read(head);
  read(Buffer.alloc(100_000));
  expect(faults).toBe(1);
});

test('a receipt’s id without its closing NUL ends where its field ends', () => {
  const head = encodePdu('deliver_sm', 1, { short_message: Buffer.alloc(0), data_coding: 0 });
  const frame = withLength(Buffer.concat([head, Buffer.from([0x00, 0x1e, 0, 4]), Buffer.from('AB12'), Buffer.from([0x04, 0x27, 0, 1, 2])]));
  expect(decodePdu(frame)).toMatchObject({ receipted_message_id: 'AB12', message_state: 2 });
});
