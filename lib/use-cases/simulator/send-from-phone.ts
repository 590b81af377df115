import { AppError } from '#lib/errors.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import { parsePhoneRecipient } from '#lib/domain/address.ts';
import { acceptAttachments, type Attachment } from '#lib/use-cases/messages/accept-attachments.ts';
import { phoneSends } from '#lib/use-cases/simulator/phone-sends.ts';
import { requireSimulator } from '#lib/use-cases/simulator/require-simulator.ts';

const refusals = {
  'no-line': 'No virtual phone has this number.',
  suspended: 'This line is suspended, so its phone cannot send.',
  'sms-off': 'Messages are switched off for this line, so its phone cannot send.',
  'airplane-mode': 'This phone is in airplane mode. Switch it off to send.',
} as const;

/**
 * A virtual phone writes to one or more numbers, as a person with a phone would, in any country. Returns the message's id on the
 * network. Throws `not-found` for a phone that is not there, `no-address` without a recipient, `invalid-input` for one that is none, `conflict` when the line may not send, and what
 * `acceptAttachments` throws.
 */
export async function sendFromPhone(input: { msisdn: string; to: readonly string[]; text: string; isGroup: boolean; attachments?: readonly Attachment[] }): Promise<{ id: string }> {
  requireSimulator();
  const line = parseMsisdn(input.msisdn);
  if (!line.ok) throw new AppError('not-found', refusals['no-line'], { field: 'msisdn' });
  const to = [...new Set(input.to.map(recipientOf))].filter((address) => address !== line.msisdn);
  if (to.length === 0) throw new AppError('no-address', 'Name at least one number other than the phone’s own.', { field: 'to' });
  const { attachments = [] } = input;
  if (input.text === '' && attachments.length === 0) throw new AppError('invalid-input', 'Write something, or add a picture.', { field: 'text' });
  const parts = await acceptAttachments(attachments, input.text);
  const sent = await phoneSends({ msisdn: line.msisdn, to, text: input.text, group: input.isGroup, parts });
  if (sent.ok) return { id: sent.id };
  throw new AppError(sent.reason === 'no-line' ? 'not-found' : 'conflict', refusals[sent.reason], { field: 'msisdn' });
}

function recipientOf(input: string): string {
  const parsed = parsePhoneRecipient(input);
  if (parsed.ok) return parsed.address.value;
  const otherwise = parsed.reason === 'malformed' ? ' Or type a short code of 3 to 8 digits.' : '';
  throw new AppError('invalid-input', `“${input.trim()}” cannot be texted. ${parsed.detail}${otherwise}`, { field: 'to' });
}
