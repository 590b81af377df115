import { openApiDocument } from '#lib/api/openapi/document.ts';
import { routeTable } from '#lib/api/route-table.ts';

/** Where `npm start` serves; an installation serves the document with its own address. */
const documentedUrl = 'http://localhost:3000';

/** `docs/openapi.json`, as `npm run openapi` writes it. */
export function openApiFile(): string {
  return `${JSON.stringify(openApiDocument(routeTable, documentedUrl), null, 2)}\n`;
}
