import type { JsonSchema, OpenApiDocument, OperationObject, ParameterObject } from '#lib/contracts/openapi-document.ts';
import { commentText, typeName, typeText } from '#scripts/build/client/type-text.ts';

export interface DocumentedOperation {
  method: string;
  path: string;
  operation: OperationObject;
}

interface InputField {
  name: string;
  needed: boolean;
  type: string;
  description?: string;
}

const camel = (name: string): string => name.replace(/^[A-Z]/, (letter) => letter.toLowerCase()).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Every operation in the order of the document. */
export function operationsOf(document: OpenApiDocument): DocumentedOperation[] {
  return Object.entries(document.paths).flatMap(([path, each]) => Object.entries(each).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })));
}

export function parametersOf(document: OpenApiDocument, operation: OperationObject): ParameterObject[] {
  return (operation.parameters ?? []).map((each) => {
    if (!('$ref' in each)) return each;
    const known = document.components.parameters[each.$ref.split('/').at(-1) ?? ''];
    if (!known) throw new Error(`${each.$ref} is not in the document.`);
    return known;
  });
}

/** Methods return bodies without their headers, so nobody has a tag to ask with. */
const withoutUse = new Set(['If-None-Match', 'If-Range']);

/** The name of the input type and its text; the type of the answer; the method. */
export function operationText(document: OpenApiDocument, { method, path, operation }: DocumentedOperation): { types: string; method: string } {
  const parameters = parametersOf(document, operation).filter(({ name }) => !withoutUse.has(name));
  const content = operation.requestBody?.content ?? {};
  const json = content['application/json']?.schema;
  const form = json ? undefined : content['application/x-www-form-urlencoded']?.schema;
  const takesFiles = Boolean(json && content['multipart/form-data']);
  const fields: InputField[] = [
    ...parameters.map(({ name, required, schema, description }) => ({ name: camel(name), needed: required ?? false, type: typeText(schema, '  '), description })),
    ...(json || form ? [{ name: 'body', needed: true, type: typeText(json ?? form ?? {}, '  ') }] : []),
    ...(takesFiles ? [{ name: 'attachments', needed: false, type: 'readonly Blob[]', description: 'Files. Their name and type are those of the `File`.' }] : []),
  ];
  const inputName = `${typeName(operation.operationId)}Input`;
  const answer = answerOf(operation);
  const types = fields.length > 0 ? `export interface ${inputName} {\n${fields.map(fieldText).join('')}}\n` : '';
  const properties = [
    `method: '${method}'`,
    `path: ${pathText(path)}`,
    ...listed('query', parameters.filter((each) => each.in === 'query'), ({ name }) => name),
    ...listed('headers', parameters.filter((each) => each.in === 'header'), ({ name }) => `'${name}'`),
    ...(json ? ['json: input.body'] : form ? ['form: { ...input.body }'] : []),
    ...(takesFiles ? ['attachments: input.attachments'] : []),
    `bearer: ${operation.security.some((each) => 'bearer' in each)}`,
    ...(parameters.some(({ name }) => name === 'Idempotency-Key') ? ['idempotent: true'] : []),
    `answer: '${answer.kind}'`,
  ];
  const isNeeded = fields.some(({ needed }) => needed);
  const input = fields.length > 0 ? `input: ${inputName}${isNeeded ? '' : ' = {}'}, ` : '';
  const told = [operation.summary, operation.description].filter(Boolean).join('. ');
  return {
    types,
    method: `${commentText(told, '  ')}  async ${operation.operationId}(${input}options?: CallOptions): Promise<${answer.type}> {
    ${answer.kind === 'none' ? 'await' : 'return'} this.call({ ${properties.join(', ')} }, options)${answer.kind === 'none' ? '' : ` as Promise<${answer.type}>`};
  }\n`,
  };
}

const fieldText = ({ name, needed, type, description }: InputField): string => `${commentText(description, '  ')}  ${name}${needed ? '' : '?'}: ${type};\n`;

function listed(name: string, parameters: readonly ParameterObject[], keyOf: (parameter: ParameterObject) => string): string[] {
  return parameters.length === 0 ? [] : [`${name}: { ${parameters.map((each) => `${keyOf(each)}: input.${camel(each.name)}`).join(', ')} }`];
}

function pathText(path: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => `\${encodeURIComponent(input.${name})}`);
  return filled === path ? `'${path}'` : `\`${filled}\``;
}

function answerOf({ responses }: OperationObject): { kind: 'json' | 'text' | 'blob' | 'none'; type: string } {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const [mediaType, media] = Object.entries(success?.content ?? {})[0] ?? [];
  if (mediaType === undefined) return { kind: 'none', type: 'void' };
  if (mediaType.startsWith('text/')) return { kind: 'text', type: 'string' };
  if (mediaType.includes('json')) return { kind: 'json', type: typeText(media?.schema ?? ({} satisfies JsonSchema), '') };
  return { kind: 'blob', type: 'Blob' };
}
