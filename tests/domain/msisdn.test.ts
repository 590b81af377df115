import fc from 'fast-check';
import parsePhoneNumber from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { foreignAreaCodes, specialAreaCodes, territoryCodes, tollFreeCodes, usAreaCodes } from '#lib/domain/area-codes.ts';
import { formatMsisdn, maskMsisdn, parseMsisdn } from '#lib/domain/msisdn.ts';

const usArea = fc.constantFrom(...usAreaCodes);
const office = fc
  .integer({ min: 200, max: 999 })
  .filter((code) => code % 100 !== 11)
  .map(String);
const line = fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0'));
const allAreaCodes = Array.from({ length: 800 }, (_, index) => String(index + 200));

/** The spellings in which people and programs write one number. */
function spellings(area: string, exchange: string, subscriber: string): string[] {
  const national = `${area}${exchange}${subscriber}`;
  return [
    national,
    `1${national}`,
    `+1${national}`,
    `tel:${national}`,
    `tel:1${national}`,
    ` TEL:+1${national}`,
    [...national].map((digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0)).join(''),
    `(${area}) ${exchange}-${subscriber}`,
    `+1 (${area}) ${exchange}.${subscriber}`,
    ` ${area}/${exchange}/${subscriber} `,
    `\u202a+1\u00a0${area}\u2011${exchange}\u2013${subscriber}\u202c`,
  ];
}

describe('US numbers', () => {
  it('S3 gives every spelling of a US number one value', () => {
    fc.assert(
      fc.property(usArea, office, line, (area, exchange, subscriber) => {
        for (const spelling of spellings(area, exchange, subscriber)) {
          expect(parseMsisdn(spelling)).toEqual({ ok: true, msisdn: `+1${area}${exchange}${subscriber}`, region: 'US' });
        }
      }),
    );
  });

  it('S3 reads its own value and its own display form back', () => {
    fc.assert(
      fc.property(usArea, office, line, (area, exchange, subscriber) => {
        const msisdn = `+1${area}${exchange}${subscriber}`;
        expect(parseMsisdn(msisdn)).toMatchObject({ msisdn });
        expect(parseMsisdn(formatMsisdn(msisdn))).toMatchObject({ msisdn });
      }),
    );
  });

  it('S3 never throws and never accepts what is not +1 and ten digits', () => {
    const input = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d+\-() .]{0,20}$/));
    fc.assert(
      fc.property(input, (text) => {
        const parsed = parseMsisdn(text);
        if (parsed.ok) expect(parsed.msisdn).toMatch(/^\+1[2-9][0-8]\d[2-9]\d{6}$/);
        else expect(parsed.detail).toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['+1 416 555 0143', 'Canada'],
    ['876-555-0101', 'Jamaica'],
    ['1 809 555 0101', 'the Dominican Republic'],
    ['242 555 0101', 'the Bahamas'],
    ['600 555 0101', 'Canada'],
  ])('S3 trap 8: refuses %s as %s', (input, place) => {
    const parsed = parseMsisdn(input);
    expect(parsed).toMatchObject({ ok: false, reason: 'not-us', place });
    expect(parsed).toHaveProperty('detail', `This is a number in ${place}. You can send to US numbers only.`);
  });

  it.each([
    ['787', 'PR'],
    ['939', 'PR'],
    ['340', 'VI'],
    ['671', 'GU'],
    ['670', 'MP'],
    ['684', 'AS'],
  ])('S3 trap 8: takes area code %s of %s by setting, allowed by default', (area, region) => {
    const number = `+1${area}5550101`;
    expect(parseMsisdn(number)).toEqual({ ok: true, msisdn: number, region });
    expect(parseMsisdn(number, { allowTerritories: true })).toMatchObject({ ok: true });
    expect(parseMsisdn(number, { allowTerritories: false })).toMatchObject({ ok: false, reason: 'not-us' });
  });

  it.each(['212-911-5555', '212-411-0000', '911-555-0101', '291-555-0101', '212-155-0101', '212-055-0101', '112-555-0101'])(
    'S3 trap 9: refuses %s, which the numbering plan has no place for',
    (input) => expect(parseMsisdn(input)).toMatchObject({ ok: false, reason: 'malformed' }),
  );

  it.each(['900-555-0101', '500-555-0101', '533-555-0101', '588-555-0101', '700-555-0101', '710-555-0101', '456-555-0101'])(
    'S3 refuses %s, which is never a mobile plan',
    (input) => expect(parseMsisdn(input)).toMatchObject({ ok: false, reason: 'not-a-mobile-plan' }),
  );

  it.each(['+44 20 7183 8750', '+4255550101', '011 44 20 7183 8750', '0052 55 1234 5678', '+52 55 1234 5678'])(
    'S3 refuses the international number %s',
    (input) => expect(parseMsisdn(input)).toMatchObject({ ok: false, reason: 'not-us' }),
  );

  it.each([
    '',
    ' ',
    'Ben',
    '555-0101',
    '1425555010',
    '+1425555010',
    '142555501011',
    '1-800-FLOWERS',
    '425+5550101',
    '++14255550101',
  ])('S3 calls %j malformed', (input) => expect(parseMsisdn(input)).toMatchObject({ ok: false, reason: 'malformed' }));

  it('S3 refuses overlong input unread', () => {
    expect(parseMsisdn(`${'-'.repeat(54)}4255550101`)).toMatchObject({ ok: true });
    expect(parseMsisdn(`${'-'.repeat(55)}4255550101`)).toMatchObject({ ok: false });
    expect(parseMsisdn(`${' '.repeat(10)}${'-'.repeat(1_000_000)}4255550101`)).toMatchObject({ ok: false, reason: 'malformed' });
  });

  it.each(['222-555-0101', '379-555-0101', '961-555-0101', '822-555-0101'])(
    'S3 refuses %s, whose area code nobody has',
    (input) => expect(parseMsisdn(input)).toMatchObject({ ok: false, reason: 'not-us' }),
  );
});

describe('the area codes', () => {
  const tables = [
    usAreaCodes,
    tollFreeCodes,
    [...territoryCodes.keys()],
    [...foreignAreaCodes.keys()],
    [...specialAreaCodes.keys()],
  ];

  it('S3 stand in one table each and are area codes in form', () => {
    const all = tables.flatMap((table) => [...table]);
    expect(new Set(all).size).toBe(all.length);
    for (const code of all) expect(code).toMatch(/^[2-9](?!9)(?!11)\d\d$/);
  });

  it('S3 agree with libphonenumber on the country of every area code it knows', () => {
    for (const area of allAreaCodes.filter((code) => !code.endsWith('11'))) {
      const known = ['5550123', '2005678', '3456789', '7234567'].map((rest) => parsePhoneNumber(`+1${area}${rest}`));
      const valid = known.find((number) => number?.isValid() === true);
      if (valid === undefined) continue;
      const type = valid.getType();
      const parsed = parseMsisdn(`+1${area}5550123`);
      const isPersonalOrPremium = type === 'PERSONAL_NUMBER' || type === 'PREMIUM_RATE';
      if (isPersonalOrPremium && valid.country === 'US') expect(parsed, area).toMatchObject({ reason: 'not-a-mobile-plan' });
      else if (parsed.ok) expect(parsed.region, area).toBe(valid.country);
      else expect(['US', 'PR', 'VI', 'GU', 'MP', 'AS'], area).not.toContain(valid.country);
    }
  });
});

describe('showing numbers', () => {
  it('formats US numbers and leaves others as they are', () => {
    expect(formatMsisdn('+14255550101')).toBe('(425) 555-0101');
    expect(formatMsisdn('+442071838750')).toBe('+442071838750');
    expect(formatMsisdn('555014')).toBe('555014');
  });

  it('T23 masks all but the last four digits, and more where that would tell too much', () => {
    expect(maskMsisdn('+14255550101')).toBe('(•••) •••-0101');
    expect(maskMsisdn('+442071838750')).toBe('•••8750');
    expect(maskMsisdn('+1425555')).toBe('•••');
    expect(maskMsisdn('not a number')).toBe('•••');
  });
});
