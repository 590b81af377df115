import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { eventually } from '#tests/support/eventually.ts';
import { smppSettings, startSmppCarrier } from '#tests/support/fixtures/smpp-carrier.ts';
import { startSmsc } from '#tests/support/fixtures/smsc.ts';
import { startFlakyProxy } from '#tests/support/flaky-proxy.ts';
import { logLines } from '#tests/support/log-lines.ts';

vi.hoisted(() => Object.assign(process.env, { LOG_LEVEL: 'info', LOG_FILE: `${process.env['TMPDIR'] ?? '/tmp'}/handset-link-log-${process.pid}-${Date.now()}.log` }));

const running: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

const told = (start: string) => logLines().map(({ event }) => event).filter((event) => event.startsWith(start));
const notOpened = () => told('the link to the message centre could not be opened');

test('F20 a link that cannot be opened is told once for each reason, not at each try', async () => {
  let tries = 0;
  const closing = createServer((socket) => {
    tries += 1;
    socket.on('error', () => undefined).resume().end();
  });
  await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
  running.push({ stop: () => new Promise((resolve) => closing.close(resolve)) });
  running.push((await startSmppCarrier(smppSettings([(closing.address() as AddressInfo).port]))).carrier);
  await eventually(() => expect(tries).toBeGreaterThan(6));
  expect(notOpened()).toHaveLength(1);
});

test('F20 a link that was open in between and cannot be opened again is told anew', async () => {
  const smsc = await startSmsc();
  const proxy = await startFlakyProxy(smsc.port);
  running.push(smsc, proxy);
  const before = notOpened().length;
  proxy.refuse(true);
  running.push((await startSmppCarrier(smppSettings([proxy.port]))).carrier);
  expect(notOpened()).toHaveLength(before + 1);
  proxy.refuse(false);
  await eventually(() => expect(told('bound to the message centre')).toHaveLength(1));
  proxy.refuse(true);
  proxy.cut();
  await eventually(() => expect(notOpened()).toHaveLength(before + 2));
  expect(told('the link to the message centre ended')).toHaveLength(1);
});
