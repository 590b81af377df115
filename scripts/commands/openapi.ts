/** `npm run openapi`: writes what is made of the declared routes. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

// Reading the routes loads the settings, which want these two.
process.env.DATABASE_URL ||= 'postgresql://nobody@127.0.0.1/none';
process.env.HANDSET_SECRET ||= 'only for writing the document, and nothing else';
const { openApiFile } = await import('#scripts/build/openapi-file.ts');

writeFileSync(resolve(import.meta.dirname, '../../docs/openapi.json'), openApiFile());
console.log('docs/openapi.json written');
// Loaded routes hold a pool and timers; nothing waits for them.
process.exit(0);
