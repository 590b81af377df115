import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRecipientList, maxRecipients, requireRecipientList } from '#lib/domain/recipient-list.ts';
import type { RecipientListInput } from '#lib/domain/recipient-list.ts';
import { isAppError } from '#lib/errors.ts';

const ownMsisdn = '+14255550100';
const ten = Array.from({ length: 10 }, (_, index) => `+1206555010${index}`);

function errorOf(input: Partial<RecipientListInput>): unknown {
  try {
    return requireRecipientList({ addresses: [], ownMsisdn, ...input });
  } catch (error) {
    return isAppError(error) ? { code: error.code, field: error.field, variables: [...error.variables] } : error;
  }
}

describe('the recipients of a send', () => {
  it('S1 folds every spelling of one number and says which were folded', () => {
    const list = buildRecipientList({ addresses: ['+1 202 555 0123', '2025550123', 'tel:12025550123'], ownMsisdn });
    expect(list.recipients).toEqual([{ kind: 'msisdn', value: '+12025550123' }]);
    expect(list.folded).toEqual([
      { input: '2025550123', value: '+12025550123' },
      { input: 'tel:12025550123', value: '+12025550123' },
    ]);
    expect(list.refused).toEqual([]);
  });

  it('S1 trap 6: accepts 11 addresses that fold to 10', () => {
    const list = requireRecipientList({ addresses: [...ten, '(206) 555-0109'], ownMsisdn });
    expect(list.recipients.map(({ value }) => value)).toEqual(ten);
    expect(list.folded).toEqual([{ input: '(206) 555-0109', value: '+12065550109' }]);
  });

  it('S1 refuses the 11th recipient', () => {
    const addresses = [...ten, '206-555-0110', '206 555 0111'];
    const list = buildRecipientList({ addresses, ownMsisdn });
    expect(list.recipients).toHaveLength(maxRecipients);
    expect(list.refused).toMatchObject([{ input: '206-555-0110', reason: 'too-many' }, { reason: 'too-many' }]);
    expect(errorOf({ addresses })).toEqual({
      code: 'too-many-addresses',
      field: 'addresses',
      variables: ['206-555-0110', '206 555 0111'],
    });
  });

  it('S1 counts before it refuses the own number: eleven with oneself among them are too many', () => {
    expect(errorOf({ addresses: [ownMsisdn, ...ten] })).toMatchObject({ code: 'too-many-addresses' });
  });

  it.each(['+14255550100', '(425) 555-0100', 'tel:4255550100', '1 425 555 0100'])(
    'S1 trap 7: refuses the own number spelt %s',
    (own) => {
      expect(errorOf({ addresses: ['2065550101', own] })).toEqual({ code: 'own-number', field: 'addresses', variables: [own] });
    },
  );

  it('S1 refuses a send with no address, blank ones included', () => {
    expect(errorOf({ addresses: [] })).toMatchObject({ code: 'no-address', field: 'addresses' });
    expect(errorOf({ addresses: ['', '  '] })).toMatchObject({ code: 'no-address' });
    expect(errorOf({ addresses: [ownMsisdn] })).toMatchObject({ code: 'own-number' });
  });

  it('S3 refuses foreign numbers by their own code, after malformed ones', () => {
    expect(errorOf({ addresses: ['2065550101', '416-555-0143'] })).toEqual({
      code: 'not-us-number',
      field: 'addresses',
      variables: ['416-555-0143'],
    });
    expect(errorOf({ addresses: ['416-555-0143', 'Ben', '911'] })).toMatchObject({
      code: 'invalid-input',
      variables: ['Ben', '911'],
    });
    expect(errorOf({ addresses: ['787-555-0101'], policy: { allowTerritories: false } })).toMatchObject({
      code: 'not-us-number',
    });
  });

  it('S1 shows a refused number with its reason and does not count it', () => {
    const list = buildRecipientList({ addresses: [...ten.slice(0, 9), '416-555-0143', ten[9] ?? ''], ownMsisdn });
    expect(list.recipients).toHaveLength(10);
    expect(list.refused).toEqual([
      { input: '416-555-0143', reason: 'not-us', detail: 'This is a number in Canada. You can send to US numbers only.' },
    ]);
  });

  it('S5 a group that folds to one recipient is no group', () => {
    const isGroup = true;
    expect(buildRecipientList({ addresses: ['2065550101', '206-555-0101'], ownMsisdn, isGroup }).isGroup).toBe(false);
    expect(buildRecipientList({ addresses: ['2065550101', ownMsisdn], ownMsisdn, isGroup }).isGroup).toBe(false);
    expect(buildRecipientList({ addresses: ['2065550101', '2065550102'], ownMsisdn, isGroup }).isGroup).toBe(true);
  });

  it('S5 broadcast is the default', () => {
    expect(buildRecipientList({ addresses: ten, ownMsisdn }).isGroup).toBe(false);
  });

  const spelling = fc.constantFrom(
    (n: string) => n,
    (n: string) => n.slice(2),
    (n: string) => `tel:${n.slice(1)}`,
    (n: string) => `(${n.slice(2, 5)}) ${n.slice(5, 8)}-${n.slice(8)}`,
  );
  const number = fc.integer({ min: 100, max: 120 }).map((last) => `+14255550${last}`);
  const written = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(number, spelling).map(([each, spell]) => spell(each)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );

  it('S1 accounts for every address exactly once, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 30 }), (addresses) => {
        const { recipients, folded, refused } = buildRecipientList({ addresses, ownMsisdn });
        const blank = addresses.filter((address) => address.trim() === '').length;
        expect(recipients.length + folded.length + refused.length + blank).toBe(addresses.length);
        expect(recipients.length).toBeLessThanOrEqual(maxRecipients);
        expect(new Set(recipients.map(({ value }) => value)).size).toBe(recipients.length);
        expect(recipients.map(({ value }) => value)).not.toContain(ownMsisdn);
      }),
    );
  });

  it('S1 the spelling never changes who gets it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, spelling), { maxLength: 14 }), (people) => {
        const plain = buildRecipientList({ addresses: people.map(([each]) => each), ownMsisdn });
        const spelt = buildRecipientList({ addresses: people.map(([each, spell]) => spell(each)), ownMsisdn });
        expect(spelt.recipients).toEqual(plain.recipients);
      }),
    );
  });
});
