import { afterAll, beforeAll } from 'vitest';
import { createSimulator } from '#lib/carriers/simulator/simulator.ts';
import { saveConditions } from '#lib/data/simulator/conditions.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { calmConditions, networkPresets } from '#lib/domain/network-conditions.ts';
import { phoneSends } from '#lib/use-cases/simulator/phone-sends.ts';
import { describeCarrier } from '#tests/carriers/carrier-contract.ts';
import { insertSimulatedLine } from '#tests/support/fixtures/lines.ts';

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
