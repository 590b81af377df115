import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { greeting } from '#scripts/start/greeting.ts';
import type { ToldLink } from '#scripts/start/told-links.ts';

const greet = (...links: ToldLink[]) => greeting({ address: 'http://localhost:3000', dataFolder: '/nowhere', logFile: '/nowhere/handset.log', links, isSimulated: true });
const open = { name: 'smpp-1', state: 'open', detail: '1 of 1 bound.' } as const;
const refused = { name: 'smpp-2', state: 'refused', detail: 'The centre refused the password: look at SMPP_PASSWORD.' } as const;

const greetDemo = (isSimulated: boolean) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'greeting-'));
  writeFileSync(join(dataFolder, 'demo.json'), JSON.stringify({ subscribers: [{ name: 'Ana', msisdn: '+14255550101', note: '' }] }));
  return greeting({ address: 'http://localhost:3000', dataFolder, logFile: '/nowhere/handset.log', links: [], isSimulated });
};

describe('the greeting of a start', () => {
  it('is ready when every link takes messages, or links are held elsewhere', () => {
    for (const text of [greet(open), greet()]) {
      expect(text).toContain('Handset is ready: http://localhost:3000\n');
      expect(text).not.toContain('carrier');
    }
  });

  it('names the simulated phones only where there are any', () => {
    expect(greetDemo(true)).toContain('the code arrives on the simulated phone: http://localhost:3000/simulator');
    expect(greetDemo(false)).toContain('the code goes over the carrier that is set');
    expect(greetDemo(false)).not.toContain('/simulator');
  });

  it.each([
    [[refused], 'Messages wait: no link to the carrier takes them.', 'smpp-2: the carrier refuses the account. The centre refused the password: look at SMPP_PASSWORD.'],
    [[open, refused], 'Some links to the carrier are closed.', 'smpp-2: the carrier refuses the account.'],
    [[{ name: 'smpp-1', state: 'down', detail: 'No connection.' }], 'Messages wait:', 'smpp-1: not connected. No connection.'],
    [[{ name: 'smpp-1', state: 'broken', detail: 'Errors.' }], 'Messages wait:', 'smpp-1: the carrier only fails. Errors.'],
  ] satisfies [ToldLink[], string, string][])('is not ready with %j, and says what is closed and why', (links, headline, line) => {
    const text = greet(...links);
    expect(text).toContain('Handset is up: http://localhost:3000\n');
    expect(text).toContain(headline);
    expect(text).toContain(line);
    expect(text).not.toMatch(/is ready|smpp-1: .*1 of 1/);
  });
});
