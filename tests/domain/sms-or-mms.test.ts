import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments } from '#lib/domain/segments.ts';
import { isLatin1 } from '#lib/domain/latin1.ts';
import { explainReason, explainRefusal, explainVerdict, judgeRoute, listForeignCharacters, suggestFixes, wholeNetwork } from '#lib/domain/sms-or-mms.ts';
import type { RouteReasonCode } from '#lib/domain/sms-or-mms.ts';

const latin1Text = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength }).map((points) => String.fromCodePoint(...points));
const beyondLatin1 = fc
  .integer({ min: 0x100, max: 0x10ffff })
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point));

function codesFor(...draft: Parameters<typeof judgeRoute>): RouteReasonCode[] {
  return judgeRoute(...draft).reasons.map(({ code }) => code);
}

describe('on a network without MMS', () => {
  const network = { mms: false, group: false, segments: null };

  it('S4 every text to phones is an SMS, whatever its length, characters and subject', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.option(fc.string()), (text, subject) => {
        const verdict = judgeRoute({ text, subject, recipients: [{ kind: 'msisdn', value: '+12065550121' }, { kind: 'short-code', value: '555014' }], network });
        expect([verdict, explainRefusal(verdict)]).toEqual([{ route: 'SMS', reasons: [] }, null]);
      }),
    );
  });

  it.each([
    [{ attachmentCount: 2 }, 'attachment', 'This network carries text only: files cannot be sent.'],
    [{ isGroup: true }, 'group', 'This network has no group messages. Write to each person separately.'],
    [{ recipients: [{ kind: 'email', value: 'ben@example.com' }] }, 'recipient-kind', 'This network carries text only: it does not reach ben@example.com, an e-mail address.'],
  ] as const)('S4 %j is refused with words that say why, and goes where there is MMS', (draft, code, words) => {
    const verdict = judgeRoute({ text: 'Hello ’', ...draft, network });
    expect(verdict).toMatchObject({ route: 'SMS', reasons: [], refused: [{ code }] });
    expect(explainRefusal(verdict)).toBe(words);
    const elsewhere = judgeRoute({ text: 'Hello ’', ...draft, network: wholeNetwork });
    expect([elsewhere.route, elsewhere.refused, explainRefusal(elsewhere)]).toEqual(['MMS', undefined, null]);
  });

  it('S3 a text of more segments than the network takes is refused, as they are cut there', () => {
    const verdictOf = (text: string, more = {}) => judgeRoute({ text, network: { ...network, segments: { most: 3, ...more } } });
    expect(verdictOf('a'.repeat(459))).toEqual({ route: 'SMS', reasons: [] });
    expect(verdictOf('a'.repeat(459), { wideReference: true }).refused).toEqual([{ code: 'length', detail: '4 of 3' }]);
    expect(explainRefusal(verdictOf('a'.repeat(460)))).toBe('This network takes texts of 3 segments at most; this one has 4. Shorten it or send it in parts.');
    expect(judgeRoute({ text: 'a'.repeat(459), subject: 'Hi', network: { ...network, segments: { most: 3 } } }).refused).toMatchObject([{ code: 'length' }]);
  });

  it('S5 a network with MMS and without groups refuses a group and nothing else', () => {
    const noGroups = { mms: true, group: false, segments: null };
    expect(judgeRoute({ text: 'Hi', attachmentCount: 1, network: noGroups })).toEqual({ route: 'MMS', reasons: [{ code: 'attachment', detail: '1 file' }] });
    expect(judgeRoute({ text: 'Hi', isGroup: true, network: noGroups })).toMatchObject({ route: 'MMS', refused: [{ code: 'group' }] });
  });

  it('S5 a group that folds to one recipient is none, and is not refused', () => {
    expect(judgeRoute({ text: 'Hi', isGroup: true, recipients: [{ kind: 'msisdn', value: '+12065550121' }], network })).toEqual({ route: 'SMS', reasons: [] });
  });
});

describe('SMS or MMS', () => {
  it('S4 is SMS for any ISO-8859-1 text of up to 160 characters, alone', () => {
    fc.assert(
      fc.property(latin1Text(160), (text) => {
        expect(judgeRoute({ text })).toEqual({ route: 'SMS', reasons: [] });
      }),
    );
  });

  it('S4 is MMS for one character beyond, and points at it by code point', () => {
    fc.assert(
      fc.property(latin1Text(80), beyondLatin1, latin1Text(70), (before, offender, after) => {
        const verdict = judgeRoute({ text: before + offender + after });
        expect(verdict).toEqual({
          route: 'MMS',
          reasons: [{ code: 'characters', at: [...before].length + 1, detail: offender }],
        });
      }),
    );
  });

  it('S4 counts code points, so 160 emoji are refused for their characters and not for their length', () => {
    expect(codesFor({ text: '😎'.repeat(160) })).toEqual(['characters']);
    expect(codesFor({ text: '😎'.repeat(161) })).toEqual(['characters', 'length']);
  });

  it('S4 is MMS from the 161st character', () => {
    expect(judgeRoute({ text: 'a'.repeat(160) }).route).toBe('SMS');
    expect(judgeRoute({ text: 'a'.repeat(172) })).toEqual({
      route: 'MMS',
      reasons: [{ code: 'length', at: 161, detail: '172 of 160' }],
    });
  });

  it('S4 trap 1: 160 × á is an SMS by rule and three segments on the radio', () => {
    const text = 'á'.repeat(160);
    expect(judgeRoute({ text }).route).toBe('SMS');
    expect(countSegments(text).count).toBe(3);
  });

  it('S4 trap 2: a curly quote in a short text makes it MMS', () => {
    const { route, reasons } = judgeRoute({ text: 'Potluck at ours on Saturday. Mara’s bringing chili' });
    expect(route).toBe('MMS');
    expect(reasons).toEqual([{ code: 'characters', at: 34, detail: '’' }]);
  });

  it.each(['‘', '’', '“', '”', '–', '—', '…', '€', '\ufeff', '\ud83d'])(
    'S4 %j is outside, though windows-1252 may know it',
    (character) => {
      expect(isLatin1(character)).toBe(false);
      expect(judgeRoute({ text: character }).route).toBe('MMS');
    },
  );

  it.each(['\t', '\n', '\r\n', '\u0080', '\u009f', '\u00a0', '`', '©', 'ÿ'])(
    'S4 %j is ISO-8859-1, controls included',
    (character) => {
      expect(judgeRoute({ text: character }).route).toBe('SMS');
    },
  );

  it('S4 names every reason, in the order in which they are told', () => {
    const verdict = judgeRoute({
      text: `’${'a'.repeat(171)}`,
      subject: 'Potluck',
      attachmentCount: 2,
      isGroup: true,
      recipients: [
        { kind: 'msisdn', value: '+12065550101' },
        { kind: 'email', value: 'ben@example.com' },
      ],
    });
    expect(verdict.reasons).toEqual([
      { code: 'characters', at: 1, detail: '’' },
      { code: 'length', at: 161, detail: '172 of 160' },
      { code: 'group', detail: '2 people' },
      { code: 'attachment', detail: '2 files' },
      { code: 'subject', detail: 'subject' },
      { code: 'recipient-kind', detail: 'ben@example.com' },
    ]);
  });

  it('S4 a group is MMS even when it is text alone', () => {
    expect(codesFor({ text: 'Hi', isGroup: true })).toEqual(['group']);
  });

  it('S5 a group of one is no group', () => {
    const one = [{ kind: 'msisdn', value: '+12065550101' }] as const;
    expect(codesFor({ text: 'Hi', isGroup: true, recipients: one })).toEqual([]);
    expect(codesFor({ text: 'Hi', isGroup: true, recipients: [...one, { kind: 'short-code', value: '555014' }] })).toEqual([
      'group',
    ]);
  });

  it('S4 takes no subject for a blank one, and short codes for phones', () => {
    expect(codesFor({ text: 'Hi', subject: '  ', recipients: [{ kind: 'short-code', value: '555014' }] })).toEqual([]);
    expect(codesFor({ text: 'Hi', subject: null, attachmentCount: 0, isGroup: false })).toEqual([]);
  });
});

describe('the words of a verdict', () => {
  it('S4 explains every reason in one plain sentence', () => {
    const sentences = judgeRoute({ text: `’${'a'.repeat(171)}`, subject: 'x', attachmentCount: 1, isGroup: true }).reasons.map(
      explainReason,
    );
    expect(sentences).toEqual([
      '“’” (character 1) is outside the SMS alphabet, ISO-8859-1.',
      'It is 172 of 160 characters long.',
      'It is a group message.',
      '1 file is attached.',
      'It has a subject.',
    ]);
    expect(explainReason({ code: 'recipient-kind', detail: 'ben@example.com' })).toBe(
      'The recipient ben@example.com is an e-mail address.',
    );
  });

  it('S4 tells the whole verdict in one', () => {
    expect(explainVerdict(judgeRoute({ text: 'Hi' }))).toBe('SMS.');
    expect(explainVerdict(judgeRoute({ text: 'It’s', attachmentCount: 2 }))).toBe(
      'MMS because “’” (character 3) is outside the SMS alphabet, ISO-8859-1, and because 2 files are attached.',
    );
  });

  it.each([
    ['\u200b', 'U+200B'],
    ['\u0301', 'U+0301'],
    ['\u2003', 'U+2003'],
    ['\ud83d', 'U+D83D'],
  ])('S4 names %j by number, since there is nothing to see', (character, name) => {
    const [reason] = judgeRoute({ text: character }).reasons;
    expect(reason && explainReason(reason)).toContain(`The invisible character ${name} (character 1)`);
  });
});

describe('fixes', () => {
  it.each([
    ['Mara’s “chili”', 'Use straight quotes', 'Mara\'s "chili"'],
    ['7 – 8 pm — sharp', 'Use plain dashes', '7 - 8 pm - sharp'],
    ['well…', 'Write … as three dots', 'well...'],
    ['at\u202f8\u200b pm', 'Use plain spaces', 'at 8 pm'],
    ['cafe\u0301', 'Join letters and accents', 'café'],
    ['5 €', 'Spell out symbols', '5 EUR'],
    ['Žižek, Łódź', 'Leave out accents', 'Zizek, Lódz'],
    ['See you 😎👍🏽 soon', 'Leave out emoji', 'See you soon'],
    ['fire ❤️‍🔥 shrug 🤷🏽‍♀️ Wales 🏴󠁧󠁢󠁷󠁬󠁳󠁿 end', 'Leave out emoji', 'fire shrug Wales end'],
    ['👨‍👩‍👧‍👦 🇺🇸 2️⃣ ©️ ok', 'Leave out emoji', '2 © ok'],
  ])('S4 offers for %j: %s', (text, label, fixed) => {
    const offer = suggestFixes(text).find((each) => each.label === label);
    expect(offer).toEqual({ label, text: fixed, fixes: ['characters'] });
  });

  it('S4 offers nothing where nothing is wrong or nothing helps', () => {
    expect(suggestFixes('See you at seven')).toEqual([]);
    expect(suggestFixes('a'.repeat(200))).toEqual([]);
    expect(suggestFixes('«Olé» ½')).toEqual([]);
    expect(suggestFixes('你好 “x”')).toEqual([]);
    expect(suggestFixes(`${'a'.repeat(159)}…`)).toEqual([]);
    expect(suggestFixes(`’${'a'.repeat(160)}`)).toEqual([]);
  });

  it('S4 says when a fix also brings the length down', () => {
    expect(suggestFixes(`${'a'.repeat(155)} ${'😎'.repeat(8)}`)).toMatchObject([{ fixes: ['characters', 'length'] }]);
  });

  it('S4 with several, the last makes all changes and the text is an SMS', () => {
    const offers = suggestFixes('“Okay” – 😎');
    expect(offers.map(({ label }) => label)).toEqual([
      'Use straight quotes',
      'Use plain dashes',
      'Leave out emoji',
      'Make all these changes',
    ]);
    expect(offers.at(-1)?.text).toBe('"Okay" -');
  });

  it('S4 every offer changes something, and the last one always makes it an SMS', () => {
    const piece = fc.constantFrom('a', ' ', '’', '“', '–', '…', '€', 'é', 'e\u0301', 'Ł', '😎', '👨‍👩‍👧', '\u2009', '你', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        const text = pieces.join('');
        const offers = suggestFixes(text);
        for (const offer of offers) expect(offer.text).not.toBe(text);
        if (offers.length > 0) expect(judgeRoute({ text: offers.at(-1)?.text ?? '' }).route).toBe('SMS');
      }),
    );
  });

  it('S4 leaves ISO-8859-1 characters alone', () => {
    fc.assert(
      fc.property(latin1Text(60), (text) => {
        const fixed = suggestFixes(`x${text}x’`)[0]?.text;
        expect(fixed).toBe(`x${text}x'`);
      }),
    );
  });
});

describe('the characters outside the SMS alphabet', () => {
  it('S4 are listed once each at their first place, and what is joined is one', () => {
    const listed = (text: string) => listForeignCharacters(text).map((one) => [one.text, one.at, one.length]);
    expect(listed('plain é ÿ')).toEqual([]);
    expect(listed('“a” “b”')).toEqual([['“', 1, 1], ['”', 3, 1]]);
    expect(listed('x 👍🏽 👨‍👩‍👧 🇺🇸🇩🇪 ❤️')).toEqual([['👍🏽', 3, 2], ['👨‍👩‍👧', 6, 5], ['🇺🇸', 12, 2], ['🇩🇪', 14, 2], ['❤️', 17, 2]]);
    expect(listed('e\u0301')).toEqual([['\u0301', 2, 1]]);
  });

  it('S4 begin with the one that the verdict points at, and leave nothing out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const listed = listForeignCharacters(text);
        const [reason] = judgeRoute({ text }).reasons.filter(({ code }) => code === 'characters');
        expect(listed[0]?.at).toBe(reason?.at);
        const shown = new Set(listed.flatMap((one) => [...one.text]));
        expect([...text].filter((character) => !isLatin1(character) && !shown.has(character))).toEqual([]);
      }),
    );
  });
});
