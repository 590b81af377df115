import { existsSync, readFileSync } from 'node:fs';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { keptCanaries } from '#tests/e2e/support/canaries.ts';
import { phoneMessages } from '#tests/e2e/support/sign-in.ts';
import { demoWorld, lines, serverLog } from '#tests/e2e/support/world.ts';

/** The log of the server that answered this whole run. This file runs last. */
function readLog(): string {
  return [`${serverLog}.old`, serverLog].filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** Everything that went over the air: both sides of all phones. */
async function everything(request: APIRequestContext) {
  const all = await Promise.all(Object.values(lines).map((msisdn) => phoneMessages(request, msisdn)));
  return all.flat();
}

test.describe('the log of the whole run tells nothing of people (T23)', () => {
  const log = readLog();
  const hits = (secrets: Iterable<string>) => [...new Set(secrets)].filter((secret) => log.includes(secret)).length;

  test('there is a log, and it tells of the run', () => {
    expect(log.split('\n').length).toBeGreaterThan(50);
    expect(log).toContain('"event":"answered"');
  });

  test('no number, in whatever spelling', async ({ request }) => {
    const numbers = new Set([...Object.values(lines), ...(await everything(request)).flatMap(({ from, to }) => [from, ...to])]);
    const spellings = [...numbers].filter((number) => /^\+1\d{10}$/.test(number)).flatMap((number) => {
      const digits = number.slice(2);
      const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
      return [digits, `(${area}) ${exchange}-${line}`, `${area}-${exchange}-${line}`, `${area}.${exchange}.${line}`, encodeURIComponent(`(${area}) ${exchange}-${line}`)];
    });
    expect(spellings.length).toBeGreaterThan(40);
    expect(hits(spellings)).toBe(0);
  });

  test('no code that was texted', async ({ request }) => {
    const codes = (await everything(request)).flatMap(({ text }) => /^(\d{6}) is your Handset/.exec(text)?.[1] ?? []);
    expect(codes.length).toBeGreaterThan(0);
    // Six digits also stand inside ids; alone they would be a code.
    const alone = codes.filter((code) => new RegExp(`(?<![0-9A-Za-z-])${code}(?![0-9A-Za-z-])`).test(log));
    expect(alone.length).toBe(0);
  });

  test('no password, secret, code of an app, or token', () => {
    const { developer, support, clients } = demoWorld();
    const given = [developer.password, support.password, developer.email, support.email, ...clients.map(({ clientSecret }) => clientSecret)];
    expect(hits([...given, ...keptCanaries()])).toBe(0);
    expect(log).not.toMatch(/hs_(test|live)_\w{8}|Bearer \w|eyJ[\w-]{10,}/);
  });

  test('no text of a message', async ({ request }) => {
    const texts = (await everything(request)).map(({ text }) => text).filter((text) => text.length >= 12);
    expect(texts.length).toBeGreaterThan(100);
    expect(hits(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))).toBe(0);
  });
});
