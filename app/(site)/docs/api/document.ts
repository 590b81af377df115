import json from '#docs/openapi.json';
import type { JsonSchema, OpenApiDocument, OperationObject, ParameterObject } from '#lib/contracts/openapi-document.ts';
import { env } from '#lib/env.ts';

// The committed document, which a test compares with the declared routes, with this installation's address.
export const document = JSON.parse(JSON.stringify(json).replaceAll(json.servers[0]?.url ?? '', env.PUBLIC_URL)) as OpenApiDocument;

export interface Operation {
  method: string;
  path: string;
  operation: OperationObject;
}

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, each]) =>
  Object.entries(each).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

export const operationsOf = (group: string): readonly Operation[] => operations.filter(({ operation }) => operation.tags.includes(group));

export function resolveSchema(schema: JsonSchema | undefined): JsonSchema {
  if (!schema?.$ref) return schema ?? {};
  const { $ref, ...own } = schema;
  return { ...document.components.schemas[$ref.split('/').at(-1) ?? ''], ...own };
}

export function parametersOf({ parameters = [] }: OperationObject): ParameterObject[] {
  return parameters.flatMap((each) => ('$ref' in each ? (document.components.parameters[each.$ref.split('/').at(-1) ?? ''] ?? []) : each));
}

/** What the pages at the left link to: groups, and the operations of each. */
export const referenceNav = document.tags.map((tag) => ({
  href: `/docs/api/${tag.name}`,
  label: tag['x-display-name'],
  operations: operationsOf(tag.name).map(({ operation }) => ({ href: `/docs/api/${tag.name}#${operation.operationId}`, label: operation.summary })),
}));

