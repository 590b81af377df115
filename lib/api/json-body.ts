import type { z } from 'zod';
import { parseJson, parseParameters, readBody } from '#lib/api/body.ts';
import { WireError } from '#lib/api/errors.ts';
import { requireShape } from '#lib/api/shape.ts';

const mostBytes = 1_048_576;

/** A JSON body in the given shape. Clients that name no type mean JSON. */
export async function readJsonBody<Output>(request: Request, schema: z.ZodType<Output>, wrapper: string): Promise<Output> {
  const { type, parameters } = parseParameters(request.headers.get('content-type') ?? '');
  if (type !== '' && type !== 'application/json') throw new WireError('unsupported-type', 'Send JSON with Content-Type: application/json.', { field: 'Content-Type' });
  return requireShape(schema, parseJson(await readBody(request, mostBytes), parameters.get('charset')), wrapper);
}
