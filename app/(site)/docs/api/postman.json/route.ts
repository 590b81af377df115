import collection from '#docs/handset.postman_collection.json';
import { env } from '#lib/env.ts';

/** The Postman collection with this installation's own address. */
export function GET(): Response {
  const variable = collection.variable.map((each) => (each.key === 'baseUrl' ? { ...each, value: env.PUBLIC_URL } : each));
  return Response.json({ ...collection, variable }, { headers: { 'Content-Disposition': 'attachment; filename="handset.postman_collection.json"', 'Cache-Control': 'no-cache' } });
}
