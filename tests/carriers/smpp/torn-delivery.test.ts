import { expect, test } from 'vitest';
import { decodePdu, encodePdu } from '#lib/carriers/smpp/pdu.ts';

const fields = { source_addr: '12065550111', destination_addr: '14255550171', short_message: Buffer.from('Hello there') };

/** A frame that ends early and says so in its own length. */
function cut(frame: Buffer, octets: number): Buffer {
  const torn = Buffer.from(frame.subarray(0, frame.length - octets));
  torn.writeUInt32BE(torn.length, 0);
  return torn;
}

test('a delivery that ends before its text does is broken, wherever it ends: half of a text is never stored as the whole', () => {
  const frame = encodePdu('deliver_sm', 7, fields);
  expect(decodePdu(frame)).toMatchObject({ short_message: Buffer.from('Hello there') });
  expect(decodePdu(frame).isMalformed).toBeUndefined();
  for (let octets = 1; octets <= frame.length - 16; octets += 1) {
    expect(decodePdu(cut(frame, octets)), `${octets} cut off`).toEqual({ command: 'deliver_sm', command_status: 0, sequence_number: 7, isMalformed: true });
  }
});

test('what a centre appends as an optional field does not make a delivery broken', () => {
  const frame = encodePdu('deliver_sm', 7, { ...fields, user_message_reference: 5 });
  expect(decodePdu(frame).isMalformed).toBeUndefined();
  expect(decodePdu(encodePdu('data_sm', 7, { source_addr: '1206' })).isMalformed).toBeUndefined();
});
