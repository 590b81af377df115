/** `npm run client`: writes the TypeScript client and the Postman collection out of docs/openapi.json. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { OpenApiDocument } from '#lib/contracts/openapi-document.ts';
import { clientFiles } from '#scripts/build/client/client-files.ts';
import { postmanFile } from '#scripts/build/postman-collection.ts';

const root = resolve(import.meta.dirname, '../..');
const document = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as OpenApiDocument;

for (const [path, text] of [...clientFiles(root, document), ['docs/handset.postman_collection.json', postmanFile(document)] as const]) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`${path} written`);
}
