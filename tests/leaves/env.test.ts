import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingError, settings } from '#lib/env.ts';
import { smppSettings } from '#lib/smpp-settings.ts';

const needed = { DATABASE_URL: 'postgresql://user:word@db.example/handset', HANDSET_SECRET: 'a'.repeat(32) };

function complaintAbout(extra: Record<string, string | undefined>): string {
  try {
    readSettings({ ...needed, ...extra });
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
  return '';
}

describe('settings', () => {
  test('have defaults for everything but the database and the secret', () => {
    const read = readSettings(needed);
    expect(read).toMatchObject({ NODE_ENV: 'production', PORT: 3000, HOST: '127.0.0.1', PUBLIC_URL: 'http://localhost:3000', ROLES: ['web', 'api', 'worker'], TRUST_PROXY: false });
    expect(read.MEDIA_DIR).toBe(`${read.HANDSET_DATA_DIR}/media`);
  });

  test('are read as what they mean', () => {
    const read = readSettings({ ...needed, PORT: '8080', ROLES: 'api, worker', ALLOW_TERRITORIES: 'false', PUBLIC_URL: 'https://messages.example.com/' });
    expect(read).toMatchObject({ PORT: 8080, ROLES: ['api', 'worker'], ALLOW_TERRITORIES: false, PUBLIC_URL: 'https://messages.example.com', NEXTAUTH_URL: 'https://messages.example.com' });
  });

  test('left empty count as not set', () => {
    expect(readSettings({ ...needed, PORT: '' }).PORT).toBe(3000);
  });

  test.each([
    ['PORT', 'abc', 'whole number from 0 to 65535'],
    ['PORT', '70000', 'whole number from 0 to 65535'],
    ['PORT', '1e3', 'whole number from 0 to 65535'],
    ['ROLES', 'web,everything', 'web, api, worker'],
    ['ROLES', ',', 'web, api, worker'],
    ['PUBLIC_URL', 'messages.example.com', 'http or https address'],
    ['PUBLIC_URL', 'javascript:alert(1)', 'http or https address'],
    ['DATABASE_URL', 'mysql://x', 'PostgreSQL address'],
    ['HANDSET_SECRET', 'short', '32 characters'],
    ['TRUST_PROXY', 'yes', 'true or false'],
    ['WEBHOOKS_TO_LOOPBACK', 'true', 'cannot be true in production'],
    ['SESSION_WARNING_SECONDS', '1800', 'shorter than'],
    ['SMPP_URL', 'smsc.example.com:2775', 'smpp://smsc.example.com:2775'],
    ['SMPP_URL', 'smpp://one.example.com,http://two.example.com', 'smpp://smsc.example.com:2775'],
    ['SMPP_URL', 'smpp://handset:hunter2@smsc.example.com', 'without name and password'],
    ['SMPP_TIME_ZONE', 'Mars/Olympus', 'time zone such as'],
  ])('%s=%s is refused in one line that says what to set', (name, value, hint) => {
    const complaint = complaintAbout({ [name]: value });
    expect(complaint).toContain(name);
    expect(complaint).toContain(hint);
    expect(complaint).not.toContain('\n');
  });

  const twilio = { CARRIER: 'http:twilio', TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'x'.repeat(32), PUBLIC_URL: 'https://messages.example.com', LINE_DIRECTORY: 'file:/etc/lines.csv' };

  test('of an HTTP provider are enough with the account, its token and a directory of lines', () => {
    expect(readSettings({ ...needed, ...twilio })).toMatchObject({ TWILIO_API_URL: 'https://api.twilio.com', CARRIER_CALLBACK_URL: 'https://messages.example.com', HTTP_CARRIER_CONCURRENCY: 32, HTTP_CARRIER_PER_SECOND: 50 });
    expect(readSettings({ ...needed, ...twilio, CARRIER_CALLBACK_URL: 'https://in.example.com/' }).CARRIER_CALLBACK_URL).toBe('https://in.example.com');
  });

  test.each([
    ['TWILIO_ACCOUNT_SID', undefined, 'it must be AC and 32 hexadecimal digits'],
    ['TWILIO_ACCOUNT_SID', 'AC123', 'AC and 32 hexadecimal digits'],
    ['TWILIO_AUTH_TOKEN', undefined, 'it must be the auth token of that account'],
    ['LINE_DIRECTORY', undefined, 'file:/path/lines.csv or https://host/lines/{msisdn}'],
    ['LINE_DIRECTORY', 'lines.csv', 'file:/path/lines.csv'],
    ['TWILIO_API_URL', 'http://api.twilio.com', 'https address without a path'],
    ['TWILIO_API_URL', 'https://api.twilio.com/2010', 'https address without a path'],
    ['CARRIER_CALLBACK_URL', 'http://messages.example.com', 'https address that the provider can reach'],
    ['PUBLIC_URL', undefined, 'https address that the provider can reach'],
    ['CARRIER', 'http', 'simulator, smpp or http:twilio'],
  ])('of an HTTP provider: %s=%s is refused in one line that says what to set', (name, value, hint) => {
    const complaint = complaintAbout({ ...twilio, [name]: value });
    expect(complaint).toContain(name);
    expect(complaint).toContain(hint);
    expect(complaint).not.toContain('\n');
    expect(complaint).not.toContain('x'.repeat(32));
  });

  test('that are missing are named, and the value of a secret is never shown', () => {
    expect(complaintAbout({ DATABASE_URL: undefined, HANDSET_SECRET: undefined })).toMatch(/DATABASE_URL is not set.*HANDSET_SECRET is not set/s);
    expect(complaintAbout({ HANDSET_SECRET: 'hunter2' })).not.toContain('hunter2');
  });

  const smpp = { CARRIER: 'smpp', SMPP_URL: 'smpp://smsc.example.com', SMPP_SYSTEM_ID: 'handset', SMPP_PASSWORD: 'hunter2', LINE_DIRECTORY: 'file:/etc/lines.csv' };

  test.each([
    ['SMPP_URL', 'smpp://smsc.example.com:2775'],
    ['SMPP_SYSTEM_ID', 'name of your account'],
    ['SMPP_PASSWORD', 'password of that account'],
    ['LINE_DIRECTORY', 'file:/path/lines.csv'],
  ])('CARRIER=smpp cannot do without %s, and says in one line what to put there', (name, hint) => {
    expect(complaintAbout(smpp)).toBe('');
    const complaint = complaintAbout({ ...smpp, [name]: undefined });
    expect(complaint).toContain(`${name} is not set: with CARRIER=smpp it must be`);
    expect(complaint).toContain(hint);
    expect(complaint).not.toMatch(/\n|hunter2/);
    expect(complaintAbout({ [name]: undefined })).toBe('');
  });

  test.each([
    ['smpp', {}, ['SMPP_URL', 'SMPP_SYSTEM_ID', 'SMPP_PASSWORD', 'LINE_DIRECTORY']],
    ['smpp', { SMPP_URL: 'smsc.example.com', SMPP_PASSWORD: 'hunter2', LINE_DIRECTORY: 'lines.csv', SMPP_BINDS: '99' }, ['SMPP_SYSTEM_ID', 'SMPP_URL', 'SMPP_BINDS', 'LINE_DIRECTORY']],
    ['http:twilio', {}, ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'LINE_DIRECTORY', 'CARRIER_CALLBACK_URL']],
    ['http:twilio', { TWILIO_ACCOUNT_SID: 'AC123', TWILIO_AUTH_TOKEN: 'hunter2' }, ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'LINE_DIRECTORY', 'CARRIER_CALLBACK_URL']],
    ['http:twilio', { ...twilio, LINE_DIRECTORY: undefined, PUBLIC_URL: 'messages.example.com' }, ['LINE_DIRECTORY', 'PUBLIC_URL']],
  ])('CARRIER=%s with %j: all that is missing or malformed is named at once, a line each, with what to put there', (carrier, given, names) => {
    const [first, ...lines] = complaintAbout({ CARRIER: carrier, ...given }).split('\n');
    expect(first).toContain(`${names.length} settings are missing or wrong`);
    expect(lines.map((line) => line.trim().split(' ')[0]).sort()).toEqual([...names].sort());
    for (const line of lines) expect(line).toMatch(/ must\b.* (be|have) ./);
    expect(lines.join()).not.toContain('hunter2');
  });

  test('read the addresses of message centres, with TLS and without, and their standard ports', () => {
    const read = readSettings({ ...needed, SMPP_URL: 'smpp://one.example.com, smpps://two.example.com:13550,smpps://[::1]' });
    expect(read.SMPP_URL).toEqual([
      { host: 'one.example.com', port: 2775, tls: false },
      { host: 'two.example.com', port: 13_550, tls: true },
      { host: '::1', port: 3550, tls: true },
    ]);
  });

  test('derive their keys from the secret alone, each its own', () => {
    const one = readSettings(needed);
    expect(one.NEXTAUTH_SECRET).toBe(readSettings({ ...needed, PORT: '1' }).NEXTAUTH_SECRET);
    expect(one.NEXTAUTH_SECRET).not.toBe(one.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY);
    expect(Buffer.from(one.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, 'base64')).toHaveLength(32);
    expect(readSettings({ ...needed, HANDSET_SECRET: 'b'.repeat(32) }).NEXTAUTH_SECRET).not.toBe(one.NEXTAUTH_SECRET);
  });

  test('of SMPP stand in docs/smpp.md, each with its default', () => {
    const rows = new Map([...readFileSync('docs/smpp.md', 'utf8').matchAll(/^\| `(SMPP_\w+)` \| ([^|]+) \|/gm)].map(([, name, standard]) => [name, (standard ?? '').replaceAll('`', '')]));
    expect([...rows.keys()].sort()).toEqual(Object.keys(smppSettings).sort());
    for (const [name, rule] of Object.entries(smppSettings)) {
      const standard: unknown = rule.parse(undefined);
      if (standard !== undefined) expect(rows.get(name), name).toBe(standard === '' ? 'empty' : String(standard));
    }
  });

  test('each have a sentence', () => {
    for (const [name, rule] of Object.entries(settings)) expect(rule.description, name).toMatch(/^[A-Za-z].*\.$/);
  });
});
