import { afterEach, vi } from 'vitest';

/** A warning in a test is a finding: nobody reads it in a green run. */
const noise: string[] = [];
for (const kind of ['error', 'warn'] as const) vi.spyOn(console, kind).mockImplementation((...parts: unknown[]) => void noise.push(parts.map(String).join(' ')));

afterEach(() => {
  const heard = noise.splice(0);
  if (heard.length > 0) throw new Error(`The test wrote to the console: ${heard.join(' | ').slice(0, 2000)}`);
});
