import { describe, expect, it } from 'vitest';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { sql } from '#lib/data/pool.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { createLinkReporter } from '#lib/use-cases/operations/tell-links.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { createFakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { callApi, createCaller } from '#tests/support/fixtures/app-clients.ts';

describe('health', () => {
  it('lives; is ready only when the server listens and the database has every migration', async () => {
    expect((await callApi('GET', '/healthz')).status).toBe(200);
    setReady(false);
    const stopping = await callApi('GET', '/readyz');
    expect([stopping.status, stopping.json.missing]).toEqual([503, ['server']]);
    setReady(true);
    expect((await callApi('GET', '/readyz')).json).toEqual({ status: 'ready', missing: [], oldestUnsentSeconds: 0 });
  });

  it('tells an open page by HEAD what it tells a load balancer', async () => {
    setReady(false);
    expect((await callApi('HEAD', '/readyz')).status).toBe(503);
    setReady(true);
    expect((await callApi('HEAD', '/readyz')).status).toBe(200);
  });

  it('counts answers by route, never by address', async () => {
    const { call } = await createCaller();
    await call('GET', '/myMessages/v2/messages/no-such-message');
    const { text } = await callApi('GET', '/metrics');
    expect(text).toMatch(/handset_api_requests_total\{route="getMessage",method="GET",status="404"\} \d+/);
    expect(text).not.toContain('no-such-message');
  });

  it('tells the queue, its age, the attempts and the links, as they are now', async () => {
    const actor = await createSubscriber();
    await sendMessage({ actor, addresses: ['+12025550123'], text: 'Waiting' });
    await sql.query(`UPDATE "Outbox" SET "createdAt" = now() - interval '90 seconds' WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    const before = await callApi('GET', '/metrics');
    expect(Number(/handset_outbox_oldest_seconds (\d+)/.exec(before.text)?.[1])).toBeGreaterThanOrEqual(90);
    expect((await callApi('GET', '/readyz')).json.oldestUnsentSeconds).toBeGreaterThanOrEqual(90);
    const reporter = createLinkReporter(createFakeCarrier());
    await reporter.tell();
    while (await dispatchOnce(createFakeCarrier()));
    const after = await callApi('GET', '/metrics');
    expect(after.text).toMatch(/handset_carrier_links\{link="fake",state="open"\} 1/);
    expect(after.text).toMatch(/handset_submit_attempts_total\{outcome="accepted"\} [1-9]/);
    expect(after.text).toMatch(/handset_recipient_statuses_total\{status="submitted"\} [1-9]/);
    expect(after.text).toContain('handset_outbox_oldest_seconds 0');
    await reporter.forget();
    expect((await callApi('GET', '/metrics')).text).not.toContain('link="fake"');
  });
});
