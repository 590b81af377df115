import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snippetOf, threadKey } from '#lib/domain/thread.ts';

const [ana, ben, eve] = ['+12065550101', '+12065550102', 'eve@example.com'] as const;
const participant = fc.oneof(
  fc.integer({ min: 0, max: 99 }).map((last) => `+120655501${String(last).padStart(2, '0')}`),
  fc.constant('555014'),
);

describe('the key of a thread', () => {
  it('S5 one to one it is the address', () => {
    expect(threadKey([ben], false)).toBe(ben);
  });

  it('S5 a group is its members in any order, named however often', () => {
    expect(threadKey([ben, ana, eve], true)).toBe(`g:${ana},${ben},${eve}`);
    fc.assert(
      fc.property(fc.uniqueArray(participant, { minLength: 2, maxLength: 10 }), fc.gen(), (members, gen) => {
        const shuffled = gen(fc.shuffledSubarray, members, { minLength: members.length });
        expect(threadKey([...shuffled, ...shuffled.slice(0, 2)], true)).toBe(threadKey(members, true));
      }),
    );
  });

  it('S5 a group of one is one to one', () => {
    expect(threadKey([ben, ben], true)).toBe(ben);
  });

  it('S5 different people never share a thread, nor a group one of its members’', () => {
    const members = fc.uniqueArray(participant, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(members, members, (one, other) => {
        const same = new Set([...one, ...other]).size === one.length && one.length === other.length;
        expect(threadKey(one, one.length > 1) === threadKey(other, other.length > 1)).toBe(same);
      }),
    );
  });

  it('S5 refuses to guess the thread of several who are no group', () => {
    expect(() => threadKey([ana, ben], false)).toThrow('a thread for each');
    expect(() => threadKey([], false)).toThrow('needs a participant');
  });
});

describe('the snippet of a message', () => {
  it('is the text on one line, at most 120 code points', () => {
    expect(snippetOf(' See you\r\n\tat  seven? ', [])).toBe('See you at seven?');
    expect([...snippetOf('😎'.repeat(200), [])]).toHaveLength(120);
    expect(snippetOf('abcdef', [], 3)).toBe('abc');
  });

  it('never tears a pair, breaks a line or grows too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 150 }), (text, max) => {
        const snippet = snippetOf(text, [], max);
        expect(snippet.isWellFormed()).toBe(true);
        expect(snippet).not.toMatch(/[\r\n\u2028\u2029]/);
        expect([...snippet].length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it.each([
    [['image/jpeg'], 'Photo'],
    [['image/png', 'image/gif'], '2 pictures'],
    [['video/mp4'], 'Video'],
    [['video/mp4', 'video/3gpp'], '2 videos'],
    [['audio/amr'], 'Audio'],
    [['text/x-vcard'], 'Contact'],
    [['application/pdf'], 'File'],
    [['image/png', 'video/mp4', 'audio/amr'], '3 attachments'],
    [['application/smil', 'text/plain; charset=utf-8', 'IMAGE/JPEG'], 'Photo'],
    [[], ''],
  ])('without text, %j is %j', (types, words) => {
    const media = types.map((contentType) => ({ contentType }));
    expect(snippetOf(null, media)).toBe(words);
    expect(snippetOf(' \n', media)).toBe(words);
  });

  it('prefers the text to what came with it', () => {
    expect(snippetOf('The trail map', [{ contentType: 'image/png' }])).toBe('The trail map');
  });
});
