import { headerBytes, largestPdu } from '#lib/carriers/smpp/pdu.ts';

/**
 * Cuts a stream into frames by their command_length (SMPP 3.4, 3.2), however the network tore it. A length that no PDU can have leaves nothing to go
 * on with: `onFault` is called once, and whatever comes after is dropped.
 */
export function createFrameReader(onFrame: (frame: Buffer) => void, onFault: () => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isBroken = false;
  return (chunk) => {
    if (isBroken) return;
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && !isBroken) {
      const length = rest.readUInt32BE(0);
      if (length < headerBytes || length > largestPdu) {
        isBroken = true;
        rest = Buffer.alloc(0);
        return onFault();
      }
      if (rest.length < length) return;
      const frame = rest.subarray(0, length);
      rest = rest.subarray(length);
      onFrame(frame);
    }
  };
}
