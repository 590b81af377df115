import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { openApiDocument } from '#lib/api/openapi/document.ts';
import { routeTable } from '#lib/api/route-table.ts';
import type { JsonSchema, OpenApiDocument, OperationObject } from '#lib/contracts/openapi-document.ts';
import { env } from '#lib/env.ts';

interface SeenAnswer {
  method: string;
  /** With or without a query. */
  path: string;
  status: number;
  headers: Headers;
  text: string;
}

const document = openApiDocument(routeTable, env.PUBLIC_URL);
const closed = JSON.parse(JSON.stringify(document), (_key, value: unknown) => closeObject(value)) as OpenApiDocument;
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(closed, 'openapi');
const validators = new Map<string, ValidateFunction>();

/** The document leaves answers open for later versions; today there must be nothing in them that it does not name. */
function closeObject(value: unknown): unknown {
  const schema = value as JsonSchema | null;
  const isObject = typeof schema === 'object' && schema !== null && schema.type === 'object' && schema.properties !== undefined;
  return isObject ? { ...schema, additionalProperties: false } : value;
}

const pointer = (...steps: string[]) => `openapi#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

function validatorAt(reference: string): ValidateFunction {
  const known = validators.get(reference) ?? ajv.compile({ $ref: reference });
  validators.set(reference, known);
  return known;
}

interface FoundOperation {
  template: string;
  method: string;
  operation: OperationObject;
}

export const documentedOperations = (): string[] => Object.values(document.paths).flatMap((each) => Object.values(each).map(({ operationId }) => operationId));

/** The operation at a path; a fixed path wins over one with parameters. */
export function findOperation(method: string, path: string): FoundOperation | null {
  const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
  const steps = path.split('?')[0]?.split('/') ?? [];
  const fits = (template: string) => {
    const own = template.split('/');
    return own.length === steps.length && own.every((step, at) => (step.startsWith('{') ? steps[at] !== '' : step === steps[at]));
  };
  const templates = Object.keys(document.paths).filter((template) => fits(template) && document.paths[template]?.[wanted]);
  const template = templates.toSorted((left, right) => left.split('{').length - right.split('{').length)[0];
  const operation = template === undefined ? undefined : document.paths[template]?.[wanted];
  return template !== undefined && operation ? { template, method: wanted, operation } : null;
}

/** Answers of what is no part of the API for programs. */
const undocumented = /^\/(session|events|simulator|stomp)\b/;

/** Every real answer of a test is held to the OpenAPI document: its status, its type, its body with nothing beside, its error code. */
export function expectDocumented(answer: SeenAnswer): void {
  const found = findOperation(answer.method, answer.path);
  if (!found) {
    if (undocumented.test(answer.path)) return;
    expect([answer.path, answer.status]).toEqual([answer.path, answer.status === 405 ? 405 : 404]);
    expectFits('RequestError', pointer('components', 'schemas', 'RequestError'), answer.text);
    return;
  }
  const { template, method, operation } = found;
  const name = `${operation.operationId} ${answer.status}`;
  const response = operation.responses[answer.status];
  if (!response) throw new Error(`${name} is not in the OpenAPI document: ${answer.text.slice(0, 300)}`);
  expect([name, answer.headers.get('x-request-id')]).toEqual([name, expect.any(String)]);
  const types = Object.keys(response.content ?? {});
  if (types.length === 0) {
    expect([name, answer.text]).toEqual([name, '']);
    return;
  }
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (!types.includes('*/*')) expect([name, types]).toEqual([name, expect.arrayContaining([type])]);
  if (!types.includes('application/json') || answer.method === 'HEAD') return;
  expectFits(name, pointer('paths', template, method, 'responses', String(answer.status), 'content', 'application/json', 'schema'), answer.text);
  expectNamedCode(name, Object.keys(response.content?.['application/json']?.examples ?? {}), answer.text);
}

function expectFits(name: string, reference: string, text: string): void {
  const validate = validatorAt(reference);
  const fits = validate(JSON.parse(text));
  expect([name, fits ? [] : validate.errors, fits ? '' : text.slice(0, 300)]).toEqual([name, [], '']);
}

/** A body that is posted to somebody is held to its schema in the same way. */
export function expectDocumentedBody(schemaName: string, text: string): void {
  expectFits(schemaName, pointer('components', 'schemas', schemaName), text);
}

/** The code in an error is one of those that the document names for this status. */
function expectNamedCode(name: string, codes: string[], text: string): void {
  const code = /"MessageId":"(\w+)"/.exec(text)?.[1];
  if (codes.length === 0 || code === undefined) return;
  expect([name, codes.map((each) => document.components.examples[each]?.['x-message-id'])]).toEqual([name, expect.arrayContaining([code])]);
}
