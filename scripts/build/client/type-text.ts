import type { JsonSchema } from '#lib/contracts/openapi-document.ts';

export const typeName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);

/** A comment in the place where editors show it. */
export function commentText(description: string | undefined, indent: string): string {
  return description ? `${indent}/** ${description.replaceAll('*/', '* /').replace(/\s*\n+\s*/g, ' ')} */\n` : '';
}

/** A JSON Schema as a TypeScript type. */
export function typeText(schema: JsonSchema, indent = ''): string {
  if (schema.$ref) return typeName(schema.$ref.split('/').at(-1) ?? '');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((each) => typeText(each, indent)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeText({ ...schema, type }, indent)).join(' | ');
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return arrayText(typeText(schema.items ?? {}, indent));
    case 'object':
      return objectText(schema, indent);
    default:
      return schema.contentMediaType ? 'Blob' : 'unknown';
  }
}

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value));

const arrayText = (item: string): string => (item.includes('|') ? `(${item})[]` : `${item}[]`);

function objectText(schema: JsonSchema, indent: string): string {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) {
    return typeof schema.additionalProperties === 'object' && Object.keys(schema.additionalProperties).length > 0
      ? `Record<string, ${typeText(schema.additionalProperties, indent)}>`
      : 'Record<string, unknown>';
  }
  const inner = `${indent}  `;
  const lines = properties.map(
    ([name, each]) => `${commentText(each.description, inner)}${inner}${key(name)}${schema.required?.includes(name) ? '' : '?'}: ${typeText(each, inner)};\n`,
  );
  return `{\n${lines.join('')}${indent}}`;
}
