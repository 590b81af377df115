import { describe, expect, test } from 'vitest';
import { describeError, redactFields, scrub } from '#lib/redact.ts';
import { newId, newToken } from '#lib/ids.ts';

describe('scrub', () => {
  test.each([
    '+14155550100', '4155550100', '(415) 555-0100', '+1 415 555 0100', '415.555.0100', '+1-415-555-0100', 'a.person+tag@example.com',
    'Bearer abc.def-ghi', 'Basic dXNlcjpwYXNz', newToken('hs_at'), 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'f'.repeat(64),
  ])('hides %s wherever it stands', (secret) => {
    for (const text of [secret, `to ${secret} now`, `{"x":"${secret}"}`, `?x=${secret}&y=1`]) expect(scrub(text)).not.toContain(secret);
  });

  test('hides the password of an address', () => {
    expect(scrub('postgresql://handset:hunter2@127.0.0.1/handset')).not.toContain('hunter2');
  });

  test('leaves what a log is followed by', () => {
    const id = newId();
    expect(scrub(`request ${id} took 12 ms on 2026-11-22T15:27:20.331Z`)).toBe(`request ${id} took 12 ms on 2026-11-22T15:27:20.331Z`);
  });
});

describe('redactFields', () => {
  test('shows what is ours', () => {
    const requestId = newId();
    expect(redactFields({ requestId, route: '/messages/{messageId}', status: 200, ms: 1.5, ok: true, nothing: null })).toEqual({ requestId, route: '/messages/{messageId}', status: 200, ms: 1.5, ok: true, nothing: null });
  });

  test.each(['msisdn', 'fromAddress', 'recipients', 'text', 'body', 'accessToken', 'clientSecret', 'password', 'cookie', 'Authorization', 'code', 'otp', 'codeVerifier', 'email', 'snippet', 'subject'])(
    'hides %s, whatever it holds',
    (field) => {
      for (const value of ['hello there', 123_456, { inner: 'hello there' }, ['hello there']]) expect(JSON.stringify(redactFields({ [field]: value }))).not.toMatch(/hello there|123456/);
    },
  );

  test('hides texts of fields nobody has thought about', () => {
    expect(redactFields({ brandNew: 'meet me at nine' })).toEqual({ brandNew: '[hidden]' });
    expect(JSON.stringify(redactFields({ outer: { brandNew: ['meet me at nine'] } }))).not.toContain('nine');
  });

  test('hides numbers that could be telephones', () => {
    expect(JSON.stringify(redactFields({ from: 14_155_550_100, count: 3 }))).toBe('{"from":"[hidden]","count":3}');
  });

  test('ends in circles and depths', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => JSON.stringify(redactFields(circle))).not.toThrow();
  });
});

describe('describeError', () => {
  test('keeps class, code and place; hides what the message quotes', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "meet me at nine" near +14155550100'), { code: '22P02', constraint: 'Message_pkey' });
    const shown = JSON.stringify(describeError(error));
    expect(shown).toContain('22P02');
    expect(shown).toContain('Message_pkey');
    expect(shown).toContain('redact.test.ts');
    expect(shown).not.toMatch(/nine|4155550100/);
  });

  test('hides the message of Prisma, which prints the arguments of the call', () => {
    const error = Object.assign(new Error('Invalid invocation: { data: { text: meet me at nine } }'), { name: 'PrismaClientValidationError' });
    expect(JSON.stringify(describeError(error))).not.toContain('nine');
  });

  test('hides the text that broken JSON quotes', () => {
    try {
      JSON.parse('meet me at nine');
    } catch (error) {
      expect(JSON.stringify(describeError(error as Error))).not.toContain('nine');
    }
  });

  test.each<[string, (input: string) => unknown]>([
    ['JSON', (input) => JSON.parse(`{"a": ${input}}`)],
    ['JSON that quotes in quotes', (input) => JSON.parse(`{"a":"b" "${input}"`)],
    ['an address', (input) => new URL(input)],
    ['a request', (input) => new Request(input)],
    ['a pattern', (input) => new RegExp(`(${input}`)],
    ['a number', (input) => BigInt(input)],
    ['a call', (input) => (({}) as Record<string, () => void>)[input]?.call(null) ?? structuredClone(Object.assign(() => input, { input }))],
    ['a header', (input) => new Headers({ 'x-a': `${input}\n\u0100` })],
    ['a parser of a library', (input) => { throw Object.assign(new Error(`Invalid callback URL. Received: ${input}`), { name: 'InvalidCallbackUrl' }); }],
    ['a message with lines like places', (input) => { throw new TypeError(`broken\n    at ${input} (x.ts:1:1)`); }],
  ])('T23: the log shows nothing of what could not be read: %s', (_name, parse) => {
    let thrown: unknown;
    try {
      parse('nine o clock');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Error);
    const shown = describeError(thrown as Error);
    expect(JSON.stringify(shown)).not.toMatch(/nine|clock/);
    expect(shown).toMatchObject({ type: (thrown as Error).name, stack: expect.stringContaining('redact.test.ts') });
  });

  test('tells the cause in the same way', () => {
    expect(JSON.stringify(describeError(new Error('outer', { cause: new Error('inner +14155550100') })))).toMatch(/inner \[hidden\]/);
  });
});
