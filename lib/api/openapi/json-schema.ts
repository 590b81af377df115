import { z } from 'zod';
import type { JsonSchema } from '#lib/contracts/openapi-document.ts';

interface Annotated extends JsonSchema {
  documentedAs?: JsonSchema;
  needed?: boolean;
  example?: unknown;
  $defs?: Record<string, Annotated>;
  id?: string;
}

export type SchemaUse = 'request' | 'answer';

/**
 * The JSON Schema of a zod schema, with its named parts moved to `named`. A request is told in the spelling we recommend, without the
 * `null` that old clients send for what they leave out; an answer stays open, since later versions add fields.
 */
export function toJsonSchema(schema: z.ZodType, use: SchemaUse, named: Record<string, JsonSchema>): JsonSchema {
  // As a field of an object, so that a schema with a name becomes a reference like any other.
  const { $defs = {}, properties = {} } = z.toJSONSchema(z.object({ schema }), { io: use === 'request' ? 'input' : 'output' }) as Annotated;
  for (const [name, part] of Object.entries($defs)) keep(named, name, tidy(part, use));
  return tidy(properties['schema'] ?? {}, use);
}

function keep(named: Record<string, JsonSchema>, name: string, schema: JsonSchema): void {
  const known = named[name];
  if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`Two schemas are called ${name}.`);
  named[name] = schema;
}

function tidy(given: Annotated, use: SchemaUse): JsonSchema {
  const node = use === 'request' ? withoutNull(given) : given;
  const { documentedAs, needed: _needed, id: _id, example, ...rest } = node;
  // zod leaves `examples` out of what is transformed: they might be of the other side.
  const examples = example === undefined ? rest.examples : [example];
  if (documentedAs) {
    const { description } = rest;
    return { ...documentedAs, ...(description ? { description } : {}), ...(examples ? { examples } : {}) };
  }
  const schema: JsonSchema = { ...rest, ...(examples ? { examples } : {}) };
  if (schema.$ref) schema.$ref = schema.$ref.replace('#/$defs/', '#/components/schemas/');
  if (schema.properties) {
    const properties = Object.entries(schema.properties as Record<string, Annotated>);
    const needed = properties.filter(([name, property]) => property.needed || schema.required?.includes(name)).map(([name]) => name);
    schema.properties = Object.fromEntries(properties.map(([name, property]) => [name, tidy(property, use)]));
    delete schema.required;
    if (needed.length > 0) schema.required = needed;
    if (use === 'answer') delete schema.additionalProperties;
  }
  if (schema.items) schema.items = tidy(schema.items, use);
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) if (schema[key]) schema[key] = schema[key].map((each) => tidy(each, use));
  // zod writes the bounds of every whole number; they say nothing.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  return schema;
}

function withoutNull(node: Annotated): Annotated {
  if (Array.isArray(node.type)) {
    const types = node.type.filter((type) => type !== 'null');
    return { ...node, type: types.length === 1 ? types[0] : types };
  }
  const others = node.anyOf?.filter(({ type }) => type !== 'null');
  if (!node.anyOf || !others || others.length === node.anyOf.length) return node;
  const { anyOf: _anyOf, ...outer } = node;
  return others.length === 1 ? { ...(others[0] as Annotated), ...outer } : { ...outer, anyOf: others };
}
