import { afterAll, expect } from 'vitest';
import { createSmppCarrier } from '#lib/carriers/smpp/smpp-carrier.ts';
import type { LineFacts } from '#lib/domain/eligibility.ts';
import { describeCarrier } from '#tests/carriers/carrier-contract.ts';
import { eventually } from '#tests/support/eventually.ts';
import { friend, ownLine, smppSettings } from '#tests/support/fixtures/smpp-carrier.ts';
import { startSmsc, type Smsc } from '#tests/support/fixtures/smsc.ts';

const refused = '+12065550152';
const throttled = '+12065550153';
const cutOff = '+12065550160';
const line: LineFacts = {
  msisdn: ownLine, ownerKey: 'owner', plan: 'postpaid', standing: 'active', smsEnabled: true, messagesApp: false, roaming: false, roamingPlan: false,
};

let smsc: Smsc;
afterAll(() => smsc.stop());

describeCarrier('smpp', async () => {
  let throttles = 1;
  smsc = await startSmsc({
    reply(pdu) {
      const recipient = `+${String(pdu.destination_addr)}`;
      if (recipient === cutOff) return { cut: true };
      if (recipient === refused) return { status: 0x0b };
      if (recipient === throttled && throttles-- > 0) return { status: 0x58 };
      return { receipts: ['ENROUTE', 'DELIVRD'] };
    },
  });
  return {
    carrier: createSmppCarrier({ settings: smppSettings([smsc.port]), findLine: async (msisdn) => (msisdn === ownLine ? line : null) }),
    line: ownLine,
    stranger: '+14255550179',
    delivers: friend,
    refuses: refused,
    throttlesFirst: throttled,
    losesAnswer: cutOff,
    async sendFromOutside(text) {
      await eventually(() => expect(smsc.sessions()).toBeGreaterThan(0));
      await smsc.deliver({ source_addr: friend.slice(1), destination_addr: ownLine.slice(1), short_message: Buffer.from(text) });
    },
  };
});
