import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulator } from '#lib/carriers/simulator/simulator.ts';
import { saveConditions } from '#lib/data/simulator/conditions.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { calmConditions, networkPresets } from '#lib/domain/network-conditions.ts';
import { phoneSends } from '#lib/use-cases/simulator/phone-sends.ts';
import { describeCarrier } from '#tests/carriers/carrier-contract.ts';
import { insertSimulatedLine } from '#tests/support/fixtures/lines.ts';
import { smsTo } from '#tests/support/fixtures/smpp-carrier.ts';

beforeAll(() => startSignals());
afterAll(() => stopSignals());

const rushHour = networkPresets.find(({ name }) => name === 'Rush hour');

for (const [name, conditions] of [['calm', calmConditions], ['under Rush hour', { ...calmConditions, ...rushHour?.conditions }]] as const) {
  describeCarrier(`simulator, ${name}`, async () => {
    await saveConditions(conditions);
    await insertSimulatedLine({ msisdn: '+14255550171', name: 'Contract line' });
    await insertSimulatedLine({ msisdn: '+14255550172', name: 'Contract friend' });
    return {
      carrier: createSimulator({ ownShortCode: '42637' }),
      line: '+14255550171',
      stranger: '+14255550179',
      delivers: '+12025550123',
      refuses: '+12065550152',
      throttlesFirst: '+12065550153',
      losesAnswer: '+12065550160',
      async sendFromOutside(text) {
        await phoneSends({ msisdn: '+14255550172', to: ['+14255550171'], text, group: false });
      },
    };
  });
}

it('F29 an error to the try of a network that only fails is not the message’s', async () => {
  await saveConditions({ ...calmConditions, errorPercent: 100 });
  const carrier = createSimulator({ ownShortCode: '42637' });
  await carrier.start({ receipt: async () => undefined, inbound: async () => undefined, inboundSegment: async () => undefined, capacity: () => undefined });
  for (let at = 0; at < 5; at += 1) expect(await carrier.submit(smsTo('+12025550123'))).toMatchObject({ outcome: 'failed' });
  expect(carrier.health()[0]).toMatchObject({ state: 'broken' });
  expect(await carrier.submit(smsTo('+12025550123'))).toMatchObject({ outcome: 'failed', isTry: true });
  await carrier.stop();
  await saveConditions(calmConditions);
});
