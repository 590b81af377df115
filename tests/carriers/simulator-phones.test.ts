import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Carrier, InboundMessage } from '#lib/carriers/carrier.ts';
import { createSimulator } from '#lib/carriers/simulator/simulator.ts';
import { sql } from '#lib/data/pool.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { setLineSwitches } from '#lib/data/simulator/lines.ts';
import { listPhoneMessages } from '#lib/data/simulator/network.ts';
import { listWaitingFor } from '#lib/data/simulator/waiting.ts';
import { phoneSends } from '#lib/use-cases/simulator/phone-sends.ts';
import { eventually } from '#tests/support/eventually.ts';
import { insertSimulatedLine } from '#tests/support/fixtures/lines.ts';
import { freshMsisdn } from '#tests/support/fixtures/subscribers.ts';

let carrier: Carrier;
let writer: string;
let reader: string;
const inbound: InboundMessage[] = [];

beforeAll(async () => {
  await startSignals();
  carrier = createSimulator({ ownShortCode: '42637' });
  await carrier.start({
    receipt: async () => undefined,
    inbound: async (message) => void inbound.push(message),
    inboundSegment: async () => undefined,
    capacity: () => undefined,
  });
});
afterAll(async () => {
  await carrier.stop();
  await stopSignals();
});
beforeEach(async () => {
  [writer, reader] = [freshMsisdn(), freshMsisdn()];
  await insertSimulatedLine({ msisdn: writer, name: 'Writer' });
  await insertSimulatedLine({ msisdn: reader, name: 'Reader' });
});

const write = (text: string) => phoneSends({ msisdn: writer, to: [reader], text, group: false });
const onPhone = async (msisdn: string) => (await listPhoneMessages(msisdn, 100)).map(({ text }) => text).reverse();
const toldAbout = (msisdn: string, direction: 'in' | 'out') => inbound.filter((message) => message.msisdn === msisdn && message.direction === direction).map(({ text }) => text);
const countHeld = async () => (await sql.query(`SELECT 1 FROM "SimulatedEvent" WHERE "heldFor" = $1`, [reader])).length;

describe('a phone that cannot be reached', () => {
  it.each([
    ['in airplane mode', { airplaneMode: true }, { airplaneMode: false }],
    ['that roams without a plan for it', { roaming: true }, { roaming: false }],
  ])('M4 %s gets nothing of what another phone writes; when it is back all of it arrives, in order, once', async (_, away, back) => {
    await sql.query(`UPDATE "SimulatedLine" SET "roamingPlan" = false WHERE "msisdn" = $1`, [reader]);
    await setLineSwitches(reader, away);
    const texts = ['first', 'second', 'third', 'fourth'];
    for (const text of texts.slice(0, 3)) await write(text);
    await eventually(async () => expect(await countHeld()).toBe(3));
    // The writer's own copy needs no phone of the reader's.
    await eventually(() => expect(toldAbout(writer, 'out')).toEqual(texts.slice(0, 3)));
    expect(await onPhone(reader)).toEqual([]);
    expect(toldAbout(reader, 'in')).toEqual([]);
    expect((await listWaitingFor(reader)).map(({ text, conversation }) => [conversation, text])).toEqual(texts.slice(0, 3).map((text) => [`p ${writer}`, text]));

    await setLineSwitches(reader, back);
    await write('fourth');
    await eventually(() => expect(toldAbout(reader, 'in')).toHaveLength(4));
    expect(await onPhone(reader)).toEqual(texts);
    expect(toldAbout(reader, 'in')).toEqual(texts);
    await eventually(async () => expect(await listWaitingFor(reader)).toEqual([]));
  });

  it('is back while the network looks elsewhere: what was held still goes before what is written now', async () => {
    await setLineSwitches(reader, { airplaneMode: true });
    await write('before');
    await eventually(async () => expect(await countHeld()).toBe(1));
    // Without the word that a switch was turned, the network learns of it by trying again.
    await sql.query(`UPDATE "SimulatedLine" SET "airplaneMode" = false WHERE "msisdn" = $1`, [reader]);
    await write('after');
    await eventually(() => expect(toldAbout(reader, 'in')).toHaveLength(2));
    expect(toldAbout(reader, 'in')).toEqual(['before', 'after']);
  });

  it('tells of a waiting group message in the group', async () => {
    await setLineSwitches(reader, { airplaneMode: true });
    await phoneSends({ msisdn: writer, to: [reader, '+12065550199'], text: 'All of you', group: true });
    await eventually(async () => expect(await countHeld()).toBe(1));
    expect((await listWaitingFor(reader)).map(({ conversation }) => conversation)).toEqual([`g +12065550199,${writer}`]);
  });
});

it('a phone whose texting is off gets nothing that another phone writes, not even later', async () => {
  await setLineSwitches(reader, { smsEnabled: false });
  await write('while off');
  await eventually(async () => expect(await listWaitingFor(reader)).toEqual([]));
  await setLineSwitches(reader, { smsEnabled: true });
  await write('while on');
  await eventually(() => expect(toldAbout(reader, 'in')).toEqual(['while on']));
  expect(await onPhone(reader)).toEqual(['while on']);
});
