import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../lib/domain/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** What would tie a rule to a machine, a moment or chance. */
const impurities =
  /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b|\bperformance\b|\bcrypto\b|\bprocess\.|\bfetch\(|\bconsole\.|\bsetTimeout\b|\bawait\b/;

describe('lib/domain', () => {
  it.each(files)('%s imports only rules and the error, and knows no clock, chance, network or machine', (name) => {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const imported = [...source.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)/gms)].map(
      (match) => match[1] ?? match[2],
    );
    for (const module of imported) expect(module).toMatch(/^#lib\/(domain\/[a-z0-9-]+|errors)\.ts$/);
    const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    expect(code).not.toMatch(impurities);
  });
});
