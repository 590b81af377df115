import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Timeline } from '#components/inbox/timeline.tsx';
import { failureReasons, type RecipientStatus } from '#lib/domain/message-status.ts';

const at = new Date('2026-11-16T18:00:00Z');
const show = (status: RecipientStatus, reason: string) =>
  renderToStaticMarkup(createElement(Timeline, { entries: [{ position: 0, status, reason, segment: null, source: 'carrier', at }], clock: { now: at, zone: 'UTC' }, roaming: false }));

describe('the steps of a message in its details', () => {
  it.each([
    ['submitted', 'no-answer'],
    ['unknown', 'no-receipt'],
    ['rejected', 'a-code-of-some-carrier'],
    ...Object.keys(failureReasons).filter((reason) => reason.includes('-')).map((reason) => ['rejected', reason] as const),
  ] as const)('M4 %s with %s shows words and no code', (status, reason) => {
    expect(show(status, reason)).not.toContain(reason);
  });

  it('M5 says of what is in doubt that the answer was lost', () => {
    expect(show('submitted', 'no-answer')).toContain('Handed to the network, whose answer was lost');
  });
});
