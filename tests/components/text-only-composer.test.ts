import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { AttachButton } from '#components/inbox/attach-button.tsx';
import { ModeCards } from '#components/inbox/mode-cards.tsx';
import { VerdictLine } from '#components/inbox/verdict.tsx';
import { judgeRoute, wholeNetwork } from '#lib/domain/sms-or-mms.ts';

const networkOf = (mms: boolean) => (mms ? wholeNetwork : { mms, group: false, segments: null });
const cards = (mms: boolean) => renderToStaticMarkup(createElement(ModeCards, { isGroup: false, people: 3, network: networkOf(mms), onChange: () => undefined }));
const line = (mms: boolean) => renderToStaticMarkup(createElement(VerdictLine, { verdict: judgeRoute({ text: 'It’s late', network: networkOf(mms) }), text: 'It’s late', count: 3, network: networkOf(mms) }));
const paperclip = (mms: boolean) => renderToStaticMarkup(createElement(AttachButton, { onFiles: () => undefined, onRefused: mms ? null : () => undefined }));

describe('the composer on a network without MMS', () => {
  it('S5 offers no group, and says that each gets an SMS', () => {
    expect(cards(false)).toContain('This network has no group messages.');
    expect(cards(false)).toContain('An SMS to each.');
    expect(cards(false)).toMatch(/<input[^>]*disabled/);
    expect(cards(true)).toContain('All 4 see each other.');
    expect(cards(true)).not.toMatch(/no group|An SMS to each|<input[^>]*disabled/);
  });

  it('S4 calls a text with a curly quote the SMS that it is, to each', () => {
    expect(line(false).replaceAll(/<[^>]*>/g, '')).toContain('3 × SMS · 1 segment');
    expect(line(false)).not.toMatch(/MMS|left/);
    expect(line(true)).toContain('MMS');
  });

  it('S6 says at the paperclip that files cannot be sent', () => {
    expect(paperclip(false)).toContain('This network carries text only');
    expect(paperclip(true)).not.toContain('text only');
  });
});
