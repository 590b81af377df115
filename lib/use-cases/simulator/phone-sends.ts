import { inSqlTransaction } from '#lib/data/pool.ts';
import { findSimulatedLine } from '#lib/data/simulator/lines.ts';
import { type PhonePart, putOnPhone, scheduleEvent } from '#lib/data/simulator/network.ts';
import { newId } from '#lib/ids.ts';

export interface PhoneSend {
  msisdn: string;
  to: readonly string[];
  text: string;
  group: boolean;
  parts?: readonly PhonePart[];
}

/**
 * A virtual phone sends: the network carries it to the phones of our other lines and copies it to the sender's own inbox (M1).
 * `no-line` when the number is none of ours, `suspended` or `sms-off` when the line may not send. Returns the message's id.
 */
export async function phoneSends(send: PhoneSend): Promise<{ ok: true; id: string } | { ok: false; reason: 'no-line' | 'suspended' | 'sms-off' | 'airplane-mode' }> {
  const line = await findSimulatedLine(send.msisdn);
  if (!line) return { ok: false, reason: 'no-line' };
  if (line.standing === 'suspended') return { ok: false, reason: 'suspended' };
  if (!line.smsEnabled) return { ok: false, reason: 'sms-off' };
  if (line.airplaneMode) return { ok: false, reason: 'airplane-mode' };
  const isGroup = send.group && send.to.length > 1;
  // Without a group each recipient gets a message of its own, as in product rule S5.
  const conversations = isGroup ? [[...send.to]] : send.to.map((address) => [address]);
  const first = newId();
  await inSqlTransaction(async (tx) => {
    for (const [at, to] of conversations.entries()) {
      const id = at === 0 ? first : newId();
      const message = { id, from: line.msisdn, to, text: send.text, isGroup, parts: [...(send.parts ?? [])] };
      await putOnPhone(tx, { ...message, msisdn: line.msisdn, direction: 'out' });
      await scheduleEvent(tx, 'inbound', { message, msisdn: line.msisdn }, 0);
      for (const address of to) {
        if (!(await findSimulatedLine(address, tx))) continue;
        await scheduleEvent(tx, 'inbound', { message: { ...message, id: newId() }, msisdn: address }, 150);
      }
    }
  });
  return { ok: true, id: first };
}
