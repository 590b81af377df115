import { describe, expect, it } from 'vitest';
import { describeStep, findFailureReason } from '#lib/domain/message-status.ts';
import { sourceFiles } from '#tests/architecture/source-files.ts';

/** How an end of a recipient is written in the sources: by an adapter, by ours, and in SQL. */
const endings = [
  /outcome: 'refused', reason: '([a-z-]+)'/g,
  /\brefused\('([a-z-]+)'\)/g,
  /\brefusal: '([a-z-]+)'/g,
  /status: '(?:rejected|undeliverable|expired|cancelled)',(?: '[^']+')* reason: '([a-z-]+)'/g,
  /reason: '([a-z-]+)', status: '(?:rejected|undeliverable|expired|cancelled)'/g,
  /fact\('(?:rejected|undeliverable|expired|cancelled)', '([a-z-]+)'\)/g,
  /tell\('undeliverable', \{ reason: '([a-z-]+)'/g,
  /'(?:rejected|cancelled)', '([a-z-]+)', '(?:subscriber|recipient)'/g,
  /result\.reason : '([a-z-]+)'/g,
  /\|\| '([a-z-]+)';/g,
];
const reasons = new Set(sourceFiles('lib/carriers', 'lib/use-cases/messages', 'lib/data/store').flatMap(({ text }) => endings.flatMap((ending) => [...text.matchAll(ending)].map((found) => found[1] ?? ''))));

describe('the reasons that a recipient can end with', () => {
  it('are found where they are written', () => {
    for (const known of ['gave-up', 'link-lost', 'opted-out', 'consent-ended', 'landline', 'no-messaging-plan', 'carrier-refused', 'sms-off', 'too-long', 'expired']) expect(reasons).toContain(known);
  });

  it.each([...reasons])('%s has words of its own, and is never shown as it is', (reason) => {
    expect(findFailureReason(reason)).not.toBeNull();
    if (reason.includes('-')) expect(describeStep('rejected', { reason })).not.toContain(reason);
  });
});
