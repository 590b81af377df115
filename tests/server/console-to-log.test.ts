import { afterEach, expect, it, vi } from 'vitest';
import { sendConsoleToLog } from '#lib/server/console-to-log.ts';

const own = { log: console.log, info: console.info, warn: console.warn, error: console.error };
afterEach(() => {
  Object.assign(console, own);
  vi.restoreAllMocks();
});

it('T23 what Next and libraries write reaches neither the terminal of a start nor the log as text', () => {
  const written: string[] = [];
  const keep = (chunk: unknown): boolean => {
    written.push(String(chunk));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  sendConsoleToLog();
  for (const say of [console.log, console.info, console.warn, console.error]) say('✓', 'Running next.config.ts took 43ms');
  expect(written.join('')).not.toContain('next.config.ts');
});
