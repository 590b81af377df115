/**
 * Prisma's schema engine as WebAssembly, for one thing: the SQL that leads from one schema to another. The command-line engine has to be
 * fetched from the network, this one comes in a registry package. It insists on a database; a pretended one that answers its question
 * for the version is enough, since a difference of two schemas needs none.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';

export interface SchemaFile {
  path: string;
  content: string;
}

const answer = <T>(value: T) => ({ ok: true, value, map: () => answer(value), flatMap: () => answer(value) });
// The engine's column types: 5 is a boolean, 7 a text, 0 a 32-bit number.
const versionRow = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [5, 7, 0],
  rows: [[true, 'PostgreSQL 18.0', 180_000]],
};

const pretendedDatabase = {
  provider: 'postgres',
  adapterName: 'none',
  queryRaw: () => Promise.resolve(answer(versionRow)),
  executeRaw: () => Promise.resolve(answer(0)),
  executeScript: () => Promise.resolve(answer(undefined)),
  startTransaction: () => Promise.reject(new Error('there is no database')),
  getConnectionInfo: () => answer({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(answer(undefined)),
};

const adapter = {
  provider: 'postgres',
  adapterName: 'none',
  connect: () => Promise.resolve(answer(pretendedDatabase)),
  connectToShadowDb: () => Promise.resolve(answer(pretendedDatabase)),
  errorRegistry: { consumeError: () => undefined },
};

async function loadEngine(): Promise<void> {
  const file = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')).replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': engineGlue as unknown as WebAssembly.ModuleImports });
  engineGlue.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}

let loaded: Promise<void> | undefined;

/** The SQL from one schema (null: an empty database) to another; an empty text when they agree. Throws what the engine says of a bad schema. */
export async function schemaDifference(from: SchemaFile[] | null, to: SchemaFile[]): Promise<string> {
  await (loaded ??= loadEngine());
  const engine = await engineGlue.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  try {
    const result = await engine.diff({
      from: from ? { tag: 'schemaDatamodel', files: from } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: to },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    } as Parameters<typeof engine.diff>[0]);
    return result.exitCode === 2 ? (result.stdout ?? '').trim() : '';
  } finally {
    engine.free();
  }
}
