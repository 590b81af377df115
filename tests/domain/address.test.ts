import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKindOf, foldPeer, formatAddress, maskAddress, parseAddress } from '#lib/domain/address.ts';

function valueOf(input: string): string | null {
  const parsed = parseAddress(input);
  return parsed.ok ? parsed.address.value : null;
}

describe('addresses', () => {
  it('S1 trap 5: three spellings of one number are one address', () => {
    const values = ['+1 202 555 0123', '2025550123', 'tel:12025550123'].map(valueOf);
    expect(new Set(values)).toEqual(new Set(['+12025550123']));
  });

  it.each([
    ['tel:+12012345678', 'msisdn', '+12012345678'],
    ['tel:12012345678', 'msisdn', '+12012345678'],
    ['tel:2012345678', 'msisdn', '+12012345678'],
    ['short:555014', 'short-code', '555014'],
    ['SHORT:123', 'short-code', '123'],
    ['short:12345678', 'short-code', '12345678'],
    ['tel:555014', 'short-code', '555014'],
    ['tel:12345678', 'short-code', '12345678'],
    ['555014', 'short-code', '555014'],
    [' short: 555014 ', 'short-code', '555014'],
    ['５５５０１４', 'short-code', '555014'],
    ['Ben@Example.COM', 'email', 'ben@example.com'],
    ['mailto:ben@example.com', 'email', 'ben@example.com'],
    [`${'a'.repeat(64)}@example.com`, 'email', `${'a'.repeat(64)}@example.com`],
    [`ben@${'a.'.repeat(123)}info`, 'email', `ben@${'a.'.repeat(123)}info`],
  ])('takes %s as the wire writes it', (input, kind, value) => {
    expect(parseAddress(input)).toEqual({ ok: true, address: { kind, value } });
  });

  it.each([
    'short:12',
    'short:123456789',
    'short:ab123',
    'short:',
    'tel:',
    'tel:ben@example.com',
    'mailto:Ben',
    'ben@',
    '@example.com',
    'ben@example',
    'ben@@example.com',
    'ben@example..com',
    'ben@-example.com',
    'ben@192.0.2.1',
    'b en@example.com',
    'ben@example.com,hana@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ben@${'a.'.repeat(124)}com`,
    `ben@${'a'.repeat(64)}.com`,
    'ben..okafor@example.com',
    '12',
    '',
  ])('calls %j malformed', (input) => {
    expect(parseAddress(input)).toMatchObject({ ok: false, reason: 'malformed' });
  });

  it('asks for the area code where a local number was written', () => {
    expect(parseAddress('555-0101')).toMatchObject({ ok: false, detail: 'Add the area code, like (425) 555-0101.' });
  });

  it.each(['911', 'tel:911', 'short:911', '211', '311', '811'])('never lets an app text the service number %s', (input) => {
    expect(parseAddress(input)).toMatchObject({ ok: false, reason: 'not-a-mobile-plan' });
  });

  it('S3 hands the number policy on', () => {
    expect(parseAddress('787-555-0101', { allowTerritories: false })).toMatchObject({ ok: false, place: 'Puerto Rico' });
  });

  it('S1 is idempotent: a value parses to itself and keeps its kind', () => {
    const accepted = fc.oneof(
      fc.stringMatching(/^[2-9][0-8]\d[2-9]\d{6}$/),
      fc.stringMatching(/^short:\d{3,8}$/),
      fc.emailAddress(),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(accepted, (input) => {
        const parsed = parseAddress(input);
        if (!parsed.ok) return;
        expect(parseAddress(parsed.address.value)).toEqual(parsed);
        expect(addressKindOf(parsed.address.value)).toBe(parsed.address.kind);
        expect(foldPeer(parsed.address.value)).toBe(parsed.address.value);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (input) => {
        expect(parseAddress(input)).toHaveProperty('ok');
      }),
    );
  });
});

describe('peers from outside', () => {
  it.each([
    ['(425) 555-0101', '+14255550101'],
    ['tel:14255550101', '+14255550101'],
    ['416 555 0143', '+14165550143'],
    ['1-416-555-0143', '+14165550143'],
    ['+44 20 7183 8750', '+442071838750'],
    ['442071838750', '+442071838750'],
    ['33612345678', '+33612345678'],
    ['0612345678', '0612345678'],
    ['900 555 0101', '+19005550101'],
    ['911', '911'],
    ['555014', '555014'],
    ['  HANDSET ', 'HANDSET'],
    ['Ben@Example.com', 'ben@example.com'],
  ])('M1 stores %s as %s and refuses nobody', (input, value) => {
    expect(foldPeer(input)).toBe(value);
  });

  it('M1 is idempotent for every sender', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 30 }), fc.stringMatching(/^\+?[\d ]{0,18}$/)), (input) => {
        expect(foldPeer(foldPeer(input))).toBe(foldPeer(input));
      }),
    );
  });
});

describe('showing addresses', () => {
  it('writes each kind as people do', () => {
    expect(formatAddress('+14255550101')).toBe('(425) 555-0101');
    expect(formatAddress('555014')).toBe('555014');
    expect(formatAddress('ben@example.com')).toBe('ben@example.com');
  });

  it('T32 masks each kind for support', () => {
    expect(maskAddress('+14255550101')).toBe('(•••) •••-0101');
    expect(maskAddress('555014')).toBe('•••14');
    expect(maskAddress('ben@example.com')).toBe('b•••@example.com');
  });
});
