import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Carrier } from '#lib/carriers/carrier.ts';
import { createTwilio } from '#lib/carriers/http/twilio.ts';
import { sql } from '#lib/data/pool.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { getNetworkState } from '#lib/use-cases/operations/get-network-state.ts';
import { createLinkReporter } from '#lib/use-cases/operations/tell-links.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { eventually } from '#tests/support/eventually.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { type ProviderServer, startProvider } from '#tests/support/fixtures/provider-server.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let provider: ProviderServer;
let carrier: Carrier;

beforeEach(async () => {
  await sql.query(`DELETE FROM "CarrierLink"`);
  provider = await startProvider();
  carrier = createTwilio({
    accountSid: provider.accountSid, authToken: provider.authToken, apiUrl: provider.url, callbackUrl: 'http://handset.example', concurrency: 8, perSecond: 1_000,
    lines: { findLine: async () => null },
  });
  await carrier.start({ receipt: async () => undefined, inbound: async () => undefined, inboundSegment: async () => undefined, capacity: () => undefined });
});
afterEach(async () => {
  await carrier.stop();
  provider.close();
});

test('S7 F29 an account that the provider refuses: pages and /metrics say so, messages wait however often it is tried, and go out once it is taken again', async () => {
  const actor = await createSubscriber();
  const reporter = createLinkReporter(carrier);
  const { messageId } = await sendMessage({ actor, addresses: ['+12025550123'], text: 'It waits' });
  const rowOf = async () => (await sql.query<{ state: string; failures: number }>(`SELECT "state", "failures" FROM "Outbox" WHERE "messageId" = $1::uuid`, [messageId]))[0];
  const tries = 3;
  provider.faults.push(...Array.from({ length: tries }, () => ({ status: 401, code: 20003 })));
  await eventually(async () => {
    await sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() WHERE "messageId" = $1::uuid`, [messageId]);
    await dispatchOnce(carrier);
    expect(provider.faults).toHaveLength(0);
    // Each try in vain doubles the pause before the next.
  }, 30_000);
  expect(await rowOf()).toEqual({ state: 'queued', failures: 0 });
  await reporter.tell();
  expect(await getNetworkState()).toMatchObject({ state: 'down', waiting: 1, links: [{ state: 'refused', detail: expect.stringContaining('TWILIO_AUTH_TOKEN') }] });
  expect((await callApi('GET', '/metrics')).text).toContain('handset_carrier_links{link="twilio",state="refused"} 1');

  await eventually(async () => {
    await sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() WHERE "messageId" = $1::uuid AND "state" = 'queued'`, [messageId]);
    await dispatchOnce(carrier);
    expect(await rowOf()).toMatchObject({ state: 'submitted' });
  }, 30_000);
  await reporter.tell();
  expect(await getNetworkState()).toMatchObject({ state: 'open', links: [{ state: 'open' }] });
  expect(provider.ledger).toHaveLength(1);
});
