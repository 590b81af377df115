/** Fields before `sm_length` of a deliver_sm (SMPP 3.4, 4.6.1): octets, or a text that ends with NUL. */
const beforeLength = ['text', 1, 1, 'text', 1, 1, 'text', 1, 1, 1, 'text', 'text', 1, 1, 1, 1] as const;
const deliverSm = 0x05;
const headerBytes = 16;

/**
 * Whether a frame is a deliver_sm that ends before the text it announces: the package reads what is there, and half of a text would be stored as the whole.
 * Only mandatory fields are looked at; what centres append as optional ones is theirs.
 */
export function isTornDelivery(frame: Buffer): boolean {
  if (frame.readUInt32BE(4) !== deliverSm) return false;
  let at = headerBytes;
  for (const field of beforeLength) {
    if (field !== 'text') {
      at += field;
      continue;
    }
    const end = frame.indexOf(0, at);
    if (end < 0) return true;
    at = end + 1;
  }
  const length = frame[at];
  return length === undefined || at + 1 + length > frame.length;
}
