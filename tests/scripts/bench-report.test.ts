import { expect, test } from 'vitest';
import { withSection } from '#scripts/bench/report.ts';

test('each benchmark writes its own section and leaves the others as they are', () => {
  const page = withSection(withSection('# Benchmarks\n\nAbout all.\n', 'One', 'first\n\n| a |'), 'Two', 'second');
  expect(page).toBe('# Benchmarks\n\nAbout all.\n\n## One\n\nfirst\n\n| a |\n\n## Two\n\nsecond\n');
  expect(withSection(page, 'One', 'anew')).toBe('# Benchmarks\n\nAbout all.\n\n## One\n\nanew\n\n## Two\n\nsecond\n');
  expect(withSection(page, 'Two', 'anew')).toBe('# Benchmarks\n\nAbout all.\n\n## One\n\nfirst\n\n| a |\n\n## Two\n\nanew\n');
});
