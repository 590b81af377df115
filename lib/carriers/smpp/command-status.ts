/** What the centre's command_status (SMPP 3.4, 5.1.3) means for a submit. None of these took it. */
export type StatusMeaning =
  | { outcome: 'throttled' }
  | { outcome: 'refused'; reason: string }
  /** May pass, and counts. */
  | { outcome: 'failed' }
  /** The link is not bound as we think: the bind is made anew, and the submit waits. */
  | { outcome: 'rebind' };

const refused = (reason: string): StatusMeaning => ({ outcome: 'refused', reason });
const byUs = refused('carrier-refused');
const sender = refused('sender-refused');
const recipient = refused('recipient-refused');

const meanings: Readonly<Record<number, StatusMeaning>> = {
  0x01: refused('too-long'), // message length
  0x02: byUs, // command length
  0x03: byUs, // command id
  0x04: { outcome: 'rebind' }, // wrong bind status
  0x05: { outcome: 'rebind' }, // already bound
  0x06: byUs, // priority flag
  0x07: byUs, // registered delivery flag
  0x08: { outcome: 'failed' }, // system error
  0x0a: sender, // source address
  0x0b: recipient, // destination address
  0x0c: byUs, // message id
  0x0d: { outcome: 'failed' }, // bind failed: not about the message
  0x0e: { outcome: 'failed' }, // password
  0x0f: { outcome: 'failed' }, // system id
  0x11: byUs, // cancel failed
  0x13: byUs, // replace failed
  0x14: { outcome: 'throttled' }, // queue full
  0x15: byUs, // service type
  0x33: byUs, // number of destinations
  0x34: byUs, // distribution list
  0x40: byUs, // destination flag
  0x42: byUs, // submit with replace
  0x43: byUs, // esm_class
  0x44: byUs, // submit to distribution list
  0x45: byUs, // submit failed: each centre means something else by it, and none that it passes
  0x48: sender, // source TON
  0x49: sender, // source NPI
  0x50: recipient, // destination TON
  0x51: recipient, // destination NPI
  0x53: byUs, // system type
  0x54: byUs, // replace if present
  0x55: byUs, // number of messages
  0x58: { outcome: 'throttled' },
  0x61: byUs, // scheduled delivery time
  0x62: byUs, // validity period
  0x63: byUs, // predefined message
  0x64: { outcome: 'failed' }, // receiver: temporary error
  0x65: byUs, // receiver: permanent error
  0x66: byUs, // receiver: refused
  0x67: byUs, // query failed
  0xc0: byUs, // optional part
  0xc1: byUs, // optional field not allowed
  0xc2: byUs, // its length
  0xc3: byUs, // a missing one
  0xc4: byUs, // its value
  0xfe: refused('unreachable'), // delivery failure
  0xff: { outcome: 'failed' }, // unknown error
  0x100: byUs, // 5.0: service not authorised
  0x101: byUs, // 5.0: prohibited
  0x102: { outcome: 'failed' }, // 5.0: service not available
  0x103: byUs, // 5.0: service denied
  0x104: byUs, // 5.0: data coding
  0x105: sender, // 5.0: source subunit
  0x106: recipient, // 5.0: destination subunit
};

/** The meaning of a status other than 0. A carrier's own codes may pass: nobody knows them here. */
export function meaningOf(status: number): StatusMeaning {
  return meanings[status] ?? { outcome: 'failed' };
}
