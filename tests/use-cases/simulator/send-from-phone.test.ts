import { beforeAll, describe, expect, it } from 'vitest';
import { listPhoneMessages } from '#lib/data/simulator/network.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { openPhonePicture } from '#lib/use-cases/simulator/open-phone-picture.ts';
import { sendFromPhone } from '#lib/use-cases/simulator/send-from-phone.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const picture = { name: 'pier.png', contentType: 'image/png', bytes: onePixel };

let phone: SubscriberActor;
beforeAll(async () => {
  phone = await createSubscriber();
});

const send = (text: string, attachments: readonly (typeof picture)[] = []) => sendFromPhone({ msisdn: phone.msisdn, to: ['+12065550199'], text, isGroup: false, attachments });

describe('a virtual phone', () => {
  it('sends a picture without a word, shows it, and serves it drawn anew', async () => {
    const { id } = await send('', [picture]);
    expect((await listPhoneMessages(phone.msisdn, 1))[0]).toMatchObject({ id, text: '', parts: [{ name: 'pier.png', contentType: 'image/png' }] });
    const media = await openPhonePicture({ messageId: id, position: 0 });
    const [first] = await media.open().take(1).toArray();
    expect(Buffer.from(first).toString('latin1', 8, 12)).toBe('WEBP');
    await expect(openPhonePicture({ messageId: id, position: 1 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(openPhonePicture({ messageId: phone.mailboxId, position: 0 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('sends neither nothing nor what only calls itself a picture', async () => {
    await expect(send('')).rejects.toMatchObject({ code: 'invalid-input', field: 'text' });
    await expect(send('', [{ ...picture, bytes: Buffer.from('<svg onload="alert(1)"/>') }])).rejects.toMatchObject({ code: 'media-refused' });
    expect(await listPhoneMessages(phone.msisdn, 10)).toHaveLength(1);
  });
});

describe('whom a virtual phone writes to', () => {
  const write = (...to: string[]) => sendFromPhone({ msisdn: phone.msisdn, to, text: 'Hello', isGroup: false });
  const sentTo = async () => (await listPhoneMessages(phone.msisdn, 100)).flatMap(({ to }) => to);

  it.each(['Ben', 'not a number', '12', '555-0101', '0044 20 7946 0000', '911', '+1', 'ben@'])('“%s” is nobody: refused, the field and the word named, nobody written to', async (word) => {
    const before = await sentTo();
    await expect(write('+12065550199', word)).rejects.toMatchObject({ code: 'invalid-input', field: 'to', message: expect.stringContaining(`“${word}”`) });
    expect(await sentTo()).toEqual(before);
  });

  it('says what to type instead of a word', async () => {
    await expect(write('Ben')).rejects.toThrow(
      '“Ben” cannot be texted. This is not a phone number. Write it with its area code, like (425) 555-0101. Or type a short code of 3 to 8 digits.',
    );
  });

  it.each([
    ['(206) 555-0198', '+12065550198'],
    ['42637', '42637'],
    ['ben@example.com', 'ben@example.com'],
    ['+44 20 7946 0000', '+442079460000'],
    ['+1 604 555 0123', '+16045550123'],
  ])('%s can be written to', async (typed, address) => {
    await write(typed);
    expect((await sentTo())[0]).toBe(address);
  });
});
