import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { flushUsage, recordAppActivity } from '#lib/data/usage.ts';
import { newId } from '#lib/ids.ts';
import { listFlags } from '#lib/use-cases/limits/list-flags.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

async function writeMessages(mailboxId: string, count: number): Promise<void> {
  for (let place = 0; place < count; place += 1) {
    await sql.query(
      `INSERT INTO "Message" ("mailboxId", id, "threadId", direction, origin, route, "fromAddress", text, "sentAt", "createdModSeq", "modSeq")
       VALUES ($1::uuid, $2::uuid, $3::uuid, 'out', 'app', 'SMS', '+12025550100', 'Buy now', date_trunc('minute', now()), 0, 0)`,
      [mailboxId, newId(), newId()],
    );
  }
}

describe('the consumer pattern', () => {
  it('L2 flags a line that no person could be, with counts and a masked number only', async () => {
    const actor = await createSupportAgent();
    const [loud, quiet] = [await createSubscriber(), await createSubscriber()];
    await writeMessages(loud.mailboxId, 61);
    await writeMessages(quiet.mailboxId, 3);
    recordAppActivity(loud.mailboxId, newId(), { sent: 61 });
    recordAppActivity(loud.mailboxId, newId(), { sent: 10, read: 5 });
    recordAppActivity(quiet.mailboxId, newId(), { sent: 30 });
    await flushUsage();
    const flags = await listFlags({ actor });
    expect(flags).toHaveLength(1);
    expect(flags[0]).toMatchObject({ pattern: { sent: 61, busiestMinute: 61, repeated: 61, received: 0 } });
    expect(flags[0]?.signs).toHaveLength(3);
    expect(JSON.stringify(flags)).not.toContain(loud.msisdn.slice(1, 8));
    expect(JSON.stringify(flags)).not.toContain('Buy now');
  });
});
