import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScopes, narrowScopes, parseScopes, scopeFor, scopeNames, scopes } from '#lib/domain/scope.ts';

const someScopes = fc.subarray([...scopeNames]);

describe('scopes', () => {
  it.each(['IMMN,MIM', 'MIM,IMMN', 'IMMN MIM', 'MIM IMMN', ' MIM , IMMN,MIM ', 'IMMN,,MIM,'])(
    'reads %j in either order',
    (input) => {
      expect(parseScopes(input)).toEqual({ ok: true, scopes: ['IMMN', 'MIM'] });
    },
  );

  it.each([
    ['', []],
    [' , ', []],
    ['IMMN,ADMIN', ['ADMIN']],
    ['immn', ['immn']],
    ['constructor __proto__', ['constructor', '__proto__']],
    ['IMMN;MIM', ['IMMN;MIM']],
  ])('T3 refuses %j', (input, unknown) => {
    expect(parseScopes(input)).toEqual({ ok: false, unknown });
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...scopeNames], { minLength: 1 }), (list) => {
        const parsed = parseScopes(formatScopes(list));
        expect(parsed).toEqual({ ok: true, scopes: scopeNames.filter((name) => list.includes(name)) });
      }),
    );
    expect(formatScopes(['MIM', 'IMMN', 'MIM'])).toBe('IMMN,MIM');
  });

  it('T3 a refresh only narrows', () => {
    fc.assert(
      fc.property(someScopes, someScopes, (asked, granted) => {
        const result = narrowScopes(asked, granted);
        const widens = asked.some((scope) => !granted.includes(scope));
        if (widens) expect(result).toBeNull();
        else expect(result).toEqual(asked.length > 0 ? asked : granted);
      }),
    );
  });

  it('T3 a refresh that names no scope keeps them all', () => {
    expect(narrowScopes(undefined, ['MIM', 'IMMN'])).toEqual(['IMMN', 'MIM']);
    expect(narrowScopes(null, ['MIM'])).toEqual(['MIM']);
  });

  it('S8 trap 15: sending and reading need different scopes', () => {
    expect(scopeFor('sendMessage')).toBe('IMMN');
    expect(scopeFor('listMessages')).toBe('MIM');
    expect(scopes.IMMN.permits).toEqual(['sendMessage']);
  });

  it('T3 every operation has one scope, and an unlisted one has none', () => {
    const operations = scopeNames.flatMap((name) => [...scopes[name].permits]);
    expect(new Set(operations).size).toBe(operations.length);
    for (const name of scopeNames) for (const operation of scopes[name].permits) expect(scopeFor(operation)).toBe(name);
    expect(scopeFor('readOthers')).toBeNull();
  });

  it('needs no consent only where no subscriber is concerned', () => {
    expect(scopeNames.filter((name) => !scopes[name].needsConsent)).toEqual(['NOTIFICATIONCHANNEL']);
    for (const name of scopeNames) expect(scopes[name].name).toBe(name);
  });
});
