import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect } from 'vitest';
import type { CarrierCallbacks, CarrierEvents } from '#lib/carriers/carrier.ts';
import { createTwilio } from '#lib/carriers/http/twilio.ts';
import { createTwilioCallbacks } from '#lib/carriers/http/twilio-callbacks.ts';
import { newId } from '#lib/ids.ts';
import { describeCarrier } from '#tests/carriers/carrier-contract.ts';
import { startProvider } from '#tests/support/fixtures/provider-server.ts';

const line = '+14255550171';
const closing: (() => void)[] = [];
afterAll(() => closing.forEach((close) => close()));

/** What the role api does with the provider's calls, without the store behind it. */
async function startDoor(read: () => CarrierCallbacks, events: () => CarrierEvents): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { pathname, search } = new URL(request.url ?? '', 'http://x');
      const kind = pathname.endsWith('/status') ? 'status' : 'inbound';
      const fields = [...new URLSearchParams(Buffer.concat(chunks).toString('utf8'))];
      const fact = read().read({ kind, query: search, signature: String(request.headers[read().signatureHeader]), fields });
      if (fact?.kind === 'receipt') await events().receipt(fact.receipt);
      if (fact?.kind === 'inbound') await events().inbound({ ...fact.message, parts: [] });
      response.writeHead(fact ? 204 : 403).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describeCarrier('twilio', async () => {
  const provider = await startProvider();
  closing.push(() => provider.close());
  provider.statuses = [{ status: 'sending' }, { status: 'sent' }, { status: 'delivered' }];
  provider.faultsOf.set('+12065550152', [{ status: 400, code: 21614 }]);
  provider.faultsOf.set('+12065550153', [{ status: 429, code: 20429, retryAfter: '1' }, { status: 429, code: 20429 }]);
  provider.faultsOf.set('+12065550160', [{ cut: 'before-answer', taken: true }]);
  let events: CarrierEvents | null = null;
  const callbackUrl = await startDoor(() => callbacks, () => events as CarrierEvents);
  const settings = { accountSid: provider.accountSid, authToken: provider.authToken, apiUrl: provider.url, callbackUrl, concurrency: 8, perSecond: 100 };
  const callbacks = createTwilioCallbacks({ ...settings, ownShortCode: '42637' });
  const lines = { findLine: async (msisdn: string) => (msisdn === line ? { msisdn, ownerKey: '1', plan: 'postpaid', standing: 'active', smsEnabled: true, messagesApp: false, roaming: false, roamingPlan: true } as const : null) };
  const carrier = createTwilio({ ...settings, lines });
  return {
    carrier: { ...carrier, start: (given) => ((events = given), carrier.start(given)) },
    line,
    stranger: '+14255550179',
    idsOfTwoSegments: 1,
    delivers: '+12025550123',
    refuses: '+12065550152',
    throttlesFirst: '+12065550153',
    losesAnswer: '+12065550160',
    async sendFromOutside(text) {
      const sid = `SM${newId().replaceAll('-', '')}`;
      expect((await provider.tell(`${callbackUrl}/carrier/twilio/inbound`, { MessageSid: sid, From: '+12025550123', To: line, Body: text, NumMedia: '0' })).status).toBe(204);
    },
  };
});
