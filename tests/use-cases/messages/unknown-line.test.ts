import { expect, it, vi } from 'vitest';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { logLines } from '#tests/support/log-lines.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

vi.hoisted(() => Object.assign(process.env, { LOG_LEVEL: 'warn', LOG_FILE: `${process.env['TMPDIR'] ?? '/tmp'}/handset-unknown-line-${process.pid}-${Date.now()}.log` }));

const arrive = (msisdn: string, inboundKey: string) =>
  receiveMessage({ inboundKey, msisdn, direction: 'in', from: '+12025550123', to: [msisdn], text: 'Hi', subject: null, isGroup: false, parts: [], sentAt: new Date() });

it('M1, T23: a message for a number that no directory has is told with its last four digits, and seldom when there are many', async () => {
  const known = await createSubscriber({ provisioned: false });
  expect(await arrive(known.msisdn, 'known')).toBe('no-inbox');
  expect(logLines()).toEqual([]);
  for (let at = 0; at < 100; at += 1) expect(await arrive('+12065559876', `unknown ${at}`)).toBe('no-inbox');
  const lines = logLines();
  expect(lines.map(({ total }) => total)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100]);
  expect(lines[0]).toMatchObject({ level: 'warn', maskedLine: '(•••) •••-9876' });
  expect(JSON.stringify(lines)).not.toMatch(/555|Hi/);
});
