import type { JsonSchema } from '#lib/contracts/openapi-document.ts';
import type { FieldView } from '#components/site/docs/api/operation-view.ts';
import { resolveSchema } from '#app/(site)/docs/api/document.ts';

const number = new Intl.NumberFormat('en-US');

/** The type in the words of JSON. */
function typeOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((each) => typeOf(resolveSchema(each))).join(' | ');
  if (schema.type === 'array') return `array of ${typeOf(resolveSchema(schema.items))}`;
  if (schema.contentMediaType) return 'bytes';
  if (schema.contentEncoding) return schema.contentEncoding;
  return Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
}

function rangeOf({ minimum, maximum, minLength, maxLength, minItems, maxItems, default: standard }: JsonSchema): string | null {
  const between = (least: number | undefined, most: number | undefined, unit: string) => {
    if (least !== undefined && most !== undefined) return `${number.format(least)} to ${number.format(most)}${unit}`;
    if (least !== undefined) return `${number.format(least)} or more${unit}`;
    return most === undefined ? null : `up to ${number.format(most)}${unit}`;
  };
  const told = [between(minimum, maximum, ''), between(minLength, maxLength, ' characters'), between(minItems, maxItems, ' entries'), standard === undefined ? null : `default ${String(standard)}`];
  return told.filter((each) => each !== null).join(', ') || null;
}

export function fieldOf(name: string, given: JsonSchema, needed: boolean, depth = 0): FieldView {
  const schema = resolveSchema(given);
  return { name, depth, type: typeOf(schema), range: rangeOf(schema), needed, description: given.description ?? schema.description ?? null };
}

/** The fields of an object with those inside them, each after what it belongs to. A schema inside itself is told once. */
export function fieldsOf(given: JsonSchema | undefined, depth = 0, within: readonly string[] = []): FieldView[] {
  const name = given?.$ref ?? '';
  if (name !== '' && within.includes(name)) return [];
  const schema = resolveSchema(given);
  const inside = name === '' ? within : [...within, name];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((each) => fieldsOf(each, depth, inside));
  if (schema.type === 'array') return fieldsOf(schema.items, depth, inside);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => [
    fieldOf(key, property, schema.required?.includes(key) ?? false, depth),
    ...fieldsOf(property, depth + 1, inside),
  ]);
}
