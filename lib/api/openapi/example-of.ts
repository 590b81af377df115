import type { JsonSchema } from '#lib/contracts/openapi-document.ts';

/** A value that fits the schema, made of the examples in it. Of a request only what is needed or has an example of its own. */
export function exampleOf(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>, onlyNeeded: boolean): unknown {
  if (schema.examples && schema.examples.length > 0) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.$ref) return exampleOf(named[schema.$ref.split('/').at(-1) ?? ''] ?? {}, named, onlyNeeded);
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return exampleOf(choice, named, onlyNeeded);
  if (schema.properties) {
    const told = Object.entries(schema.properties).filter(([name, property]) => !onlyNeeded || schema.required?.includes(name) || property.examples);
    return Object.fromEntries(told.map(([name, property]) => [name, exampleOf(property, named, onlyNeeded)]));
  }
  return exampleOfType(schema, named, onlyNeeded);
}

function exampleOfType(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>, onlyNeeded: boolean): unknown {
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'array':
      return schema.items ? [exampleOf(schema.items, named, onlyNeeded)] : [];
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'object':
      return {};
    case 'null':
      return null;
    default:
      return '…';
  }
}
