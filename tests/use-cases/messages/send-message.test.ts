import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { maxMessageBytes } from '#lib/domain/media-type.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const countOf = async (table: string, mailboxId: string) =>
  (await sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}" WHERE "mailboxId" = $1::uuid`, [mailboxId]))[0]?.n;

describe('send-message', () => {
  it('S1 S5 sends a broadcast as one message per recipient under one send', async () => {
    const actor = await createSubscriber();
    const sent = await sendMessage({ actor, addresses: ['202 555 0123', 'tel:+12025550123', '+12025550124'], text: 'Hello' });
    expect(sent.route).toBe('SMS');
    expect(sent.recipients.map((recipient) => [recipient.address, recipient.status])).toEqual([['+12025550123', 'queued'], ['+12025550124', 'queued']]);
    expect(new Set(sent.recipients.map((recipient) => recipient.messageId)).size).toBe(2);
    expect(sent.folded).toEqual([{ input: 'tel:+12025550123', value: '+12025550123' }]);
    expect(await countOf('Message', actor.mailboxId)).toBe(2);
    expect(await countOf('Thread', actor.mailboxId)).toBe(2);
    expect(await countOf('Outbox', actor.mailboxId)).toBe(2);
  });

  it('S4 S5 sends a group as one MMS in one thread', async () => {
    const actor = await createSubscriber();
    const sent = await sendMessage({ actor, addresses: ['2025550123', '2025550124'], text: 'Hi all', isGroup: true });
    expect(sent).toMatchObject({ route: 'MMS', reasons: [{ code: 'group' }] });
    expect(sent.threadIds).toHaveLength(1);
    expect(await countOf('Message', actor.mailboxId)).toBe(1);
    expect(await countOf('Recipient', actor.mailboxId)).toBe(2);
  });

  it('S2 names the line of the mailbox as the source, whatever the actor claims', async () => {
    const actor = await createSubscriber();
    const other = await createSubscriber();
    const sent = await sendMessage({ actor: { ...actor, msisdn: other.msisdn }, addresses: ['2025550123'], text: 'Hello' });
    const [row] = await sql.query<{ fromAddress: string }>(`SELECT "fromAddress" FROM "Message" WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [actor.mailboxId, sent.messageId]);
    expect(row?.fromAddress).toBe(actor.msisdn);
  });

  it.each([
    ['own number', (own: string) => [own.replace('+1', '')], 'own-number'],
    ['Canada', () => ['416 555 0123'], 'not-us-number'],
    ['nobody', () => [], 'no-address'],
    ['eleven', () => Array.from({ length: 11 }, (_, n) => `20255501${String(n + 10)}`), 'too-many-addresses'],
    ['nonsense', () => ['hello'], 'invalid-input'],
  ])('S1 S3 refuses %s and stores nothing', async (_name, addresses, code) => {
    const actor = await createSubscriber();
    await expect(sendMessage({ actor, addresses: addresses(actor.msisdn), text: 'Hello' })).rejects.toMatchObject({ code, field: 'addresses' });
    expect(await countOf('Message', actor.mailboxId)).toBe(0);
  });

  it('S6 refuses more than 1 MiB of text and attachments and stores nothing', async () => {
    const actor = await createSubscriber();
    const bytes = new Uint8Array(maxMessageBytes).fill(65);
    await expect(
      sendMessage({ actor, addresses: ['2025550123'], text: 'x', attachments: [{ name: 'a.txt', contentType: 'text/plain', bytes }] }),
    ).rejects.toMatchObject({ code: 'too-large' });
    const page = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await expect(
      sendMessage({ actor, addresses: ['2025550123'], text: '', attachments: [{ name: 'a.png', contentType: 'image/png', bytes: page }] }),
    ).rejects.toMatchObject({ code: 'media-refused' });
    expect(await countOf('Message', actor.mailboxId)).toBe(0);
  });

  it('S7 L1: copies of a send, told apart or refused, cost the line nothing', async () => {
    const actor = await createSubscriber();
    const message = { actor, addresses: ['2025550123'], text: 'Once', idempotencyKey: 'k1' };
    const copies = Array.from({ length: 30 }, () => sendMessage(message));
    const others = Array.from({ length: 30 }, () => sendMessage({ ...message, text: 'Other' }));
    await Promise.allSettled([...copies, ...others]);
    for (let n = 0; n < 30; n += 1) await sendMessage(message);
    await expect(sendMessage({ ...message, text: 'Other' })).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    // 60 a minute, of which one was spent: 59 more pass.
    const rest = await Promise.allSettled(Array.from({ length: 59 }, (_, n) => sendMessage({ ...message, idempotencyKey: `next-${n}` })));
    expect(rest.filter(({ status }) => status === 'rejected')).toEqual([]);
    const [standing] = await sql.query<{ used: number }>(
      `SELECT round(extract(epoch FROM "tatAt" - clock_timestamp()) / 86.4)::int AS used FROM "RateBucket" WHERE key = 'line:' || $1 || ':day'`,
      [actor.mailboxId],
    );
    expect(standing?.used).toBe(60);
  });

  it('S7 I5 gives one answer per Idempotency-Key, and refuses another message under it', async () => {
    const actor = await createSubscriber();
    const message = { actor, addresses: ['2025550123'], text: 'Once', idempotencyKey: 'k1' };
    const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => sendMessage(message)));
    const ids = new Set(attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value.sendId] : [])));
    expect(ids.size).toBe(1);
    for (const attempt of attempts) if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'idempotency-running' });
    expect(await sendMessage(message)).toMatchObject({ replayed: true, sendId: [...ids][0] });
    expect(await countOf('Message', actor.mailboxId)).toBe(1);
    await expect(sendMessage({ ...message, text: 'Twice' })).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });

  it('E1 refuses a line that is not eligible and names the gate', async () => {
    const actor = await createSubscriber({ line: { plan: 'prepaid' } });
    await expect(sendMessage({ actor, addresses: ['2025550123'], text: 'Hello' })).rejects.toMatchObject({ code: 'not-eligible', field: 'plan' });
  });

  it('raises modSeq by one for each message, with no gap under parallel senders', async () => {
    const actor = await createSubscriber();
    await Promise.all(Array.from({ length: 20 }, (_, n) => sendMessage({ actor, addresses: ['2025550123'], text: `n${n}` })));
    const rows = await sql.query<{ modSeq: number }>(`SELECT "modSeq" FROM "Message" WHERE "mailboxId" = $1::uuid ORDER BY "modSeq"`, [actor.mailboxId]);
    expect(rows.map((row) => Number(row.modSeq))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const [thread] = await sql.query<{ messageCount: number }>(`SELECT "messageCount" FROM "Thread" WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    expect(thread?.messageCount).toBe(20);
  });
});
