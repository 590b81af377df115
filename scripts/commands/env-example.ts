import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

// Reading the descriptions loads the settings, which want these two.
process.env.DATABASE_URL ||= 'postgresql://nobody@127.0.0.1/none';
process.env.HANDSET_SECRET ||= 'only for writing the example file';
const { exampleFile } = await import('#scripts/build/env-example-file.ts');

writeFileSync(resolve(import.meta.dirname, '../../.env.example'), exampleFile());
console.log('.env.example written');
