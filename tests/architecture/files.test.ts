import { describe, expect, test } from 'vitest';
import { everything, product, sourceFiles, type SourceFile } from '#tests/architecture/source-files.ts';

const paths = (files: SourceFile[]): string[] => files.map(({ path }) => path);

/** Longer than the limit, each with its reason. */
const longFiles: Record<string, string> = {};

function limitOf(path: string): number {
  if (path.endsWith('.tsx')) return 300;
  // A table of cases, of words or of messages is as long as it is.
  return /^(tests|content|prisma\/seed)\//.test(path) ? 400 : 250;
}

describe('files', () => {
  test('stay within their length', () => {
    const long = sourceFiles(...everything).filter(({ path, text }) => text.split('\n').length - 1 > limitOf(path) && !longFiles[path]);
    expect(paths(long)).toEqual([]);
  });

  test('are named for what they hold', () => {
    const vague = sourceFiles(...everything).filter(({ path }) => /(^|\/)(utils?|helpers?|misc|common|shared)(\/|\.[a-z]+$)/.test(path));
    expect(paths(vague)).toEqual([]);
  });

  test('are in kebab case', () => {
    const next = /\/(\[.*\]|\(.*\))\//; // Next's own spelling of folders
    const others = sourceFiles(...everything).filter(({ path }) => path.split('/').some((part) => !/^[a-z0-9-]+(\.[a-z]+)*$/.test(part) && !next.test(`/${part}/`)));
    expect(paths(others)).toEqual([]);
  });

  test('do not gather what others export: there are no barrels', () => {
    const gathering = sourceFiles(...everything).filter(({ text }) => {
      const statements = text.replace(/\/\*.*?\*\/|\/\/.*$/gms, '').trim().split(/;\s*\n/);
      const passing = statements.filter((statement) => /^export (type )?(\*|\{[^}]*\})[^=]* from /.test(statement));
      return statements.some((statement) => /^export \*/.test(statement)) || passing.length === statements.length;
    });
    expect(paths(gathering)).toEqual([]);
  });

  test('import from the root and with the ending; only pages may name what lies beside them', () => {
    const importsOf = (text: string) => [...text.matchAll(/^(?:import|export)[^;'"]*from '([#.][^']*)';$/gm)].map(([, name]) => name ?? '');
    const wrong = sourceFiles(...everything).flatMap(({ path, text }) =>
      importsOf(text)
        .filter((name) => (name.startsWith('.') && !path.startsWith('app/') && !path.endsWith('.mjs')) || !/\.(ts|tsx|mjs|css|json|webp)$/.test(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('settings', () => {
  /** May read the environment besides lib/env.ts, each with its reason. */
  const readers: Record<string, string> = {
    'lib/env.ts': 'this is where it is read',
    'lib/server/embedded-postgres.ts': 'runs before there is a database address to read settings with; hands PATH to the database server',
    'lib/server/postgres-place.ts': 'runs before there is a database address to read settings with; asks for the folder of the user’s data',
  };

  test('are read in one place', () => {
    const others = sourceFiles(...product).filter(({ path, text }) => text.includes('process.env') && !readers[path]);
    expect(paths(others)).toEqual([]);
  });

  test('are not frozen into the pages', () => {
    expect(paths(sourceFiles(...product).filter(({ text }) => text.includes('NEXT_PUBLIC_')))).toEqual([]);
  });
});

describe('markup', () => {
  test('is never set from text', () => {
    expect(paths(sourceFiles('app', 'components').filter(({ text }) => text.includes('dangerouslySetInnerHTML')))).toEqual([]);
  });

  test('loads nothing from other hosts', () => {
    const foreign = sourceFiles('app', 'components').filter(({ text }) => /(src|href)=["'{`]+https?:\/\/(?!localhost)[^"'`]*\.(js|css|woff2?|png|jpe?g|svg|gif)/.test(text));
    expect(paths(foreign)).toEqual([]);
  });
});
