import { expect, it } from 'vitest';
import { auditWords, auditWordsOf } from '#lib/domain/audit-action.ts';
import { sourceFiles } from '#tests/architecture/source-files.ts';

const kinds = [...new Set(Object.keys(auditWords).map((action) => action.split('.')[0]))].join('|');

it('every action of the audit has words of its own, also those that the demo world writes', () => {
  const key = new RegExp(`'((?:${kinds})\\.[a-z][a-z-]*)'`, 'g');
  const written = new Set(sourceFiles('lib/use-cases', 'lib/data', 'prisma/seed').flatMap(({ text }) => [...text.matchAll(key)].map(([, action]) => action ?? '')));
  expect(written.size).toBeGreaterThan(40);
  for (const action of written) expect(auditWordsOf(action), action).not.toBe(action);
  expect(new Set(Object.values(auditWords)).size).toBe(Object.keys(auditWords).length);
  for (const words of Object.values(auditWords)) expect(words).toMatch(/^[A-Z][a-z' ]+$/);
});

it('what another version wrote is shown by its key', () => {
  expect([auditWordsOf('toString'), auditWordsOf('client.forgotten')]).toEqual(['toString', 'client.forgotten']);
});
