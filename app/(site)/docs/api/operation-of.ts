import type { ApiCall } from '#content/docs.ts';
import type { AnswerView, ErrorView, FieldsView, OperationView } from '#components/site/docs/api/operation-view.ts';
import type { OperationObject } from '#lib/contracts/openapi-document.ts';
import { document, type Operation, parametersOf } from '#app/(site)/docs/api/document.ts';
import { curlExample, type Reader, typescriptExample } from '#app/(site)/docs/api/examples.ts';
import { fieldOf, fieldsOf } from '#app/(site)/docs/api/fields.ts';

const places = [
  ['path', 'In the path'],
  ['query', 'In the query'],
  ['header', 'Headers'],
] as const;

/** Every error code that an operation names, with its status. */
export function errorsOf({ responses }: OperationObject): ErrorView[] {
  return Object.values(responses).flatMap(({ content }) =>
    Object.keys(content?.['application/json']?.examples ?? {}).flatMap((code) => {
      const example = document.components.examples[code];
      return example ? [{ code, status: example['x-status'], messageId: example['x-message-id'], summary: example.summary }] : [];
    }),
  );
}

function accessOf({ security }: OperationObject): string | null {
  const [first] = security;
  if (first?.['subscriber']) return `Token of a subscriber with ${first['subscriber'].join(', ')}`;
  if (first?.['app']) return `Token of the app with ${first['app'].join(', ')}`;
  return first?.['client'] ? 'Id and secret of the app' : null;
}

function answersOf({ responses }: OperationObject): AnswerView[] {
  return Object.entries(responses)
    .filter(([, { content }]) => !content?.['application/json']?.examples)
    .map(([status, { description, headers = {}, content }]) => ({
      status: Number(status),
      description,
      headers: Object.keys(headers),
      fields: fieldsOf(content?.['application/json']?.schema),
    }));
}

function bodiesOf({ requestBody }: OperationObject): FieldsView[] {
  return Object.entries(requestBody?.content ?? {}).map(([title, { schema }]) => ({ title, fields: fieldsOf(schema) }));
}

/** An operation as its part of the page shows it. */
export function operationView(given: Operation, reader: Reader): OperationView {
  const { method, path, operation } = given;
  const parameters = parametersOf(operation);
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const example = success?.[1].content?.['application/json']?.example;
  return {
    id: operation.operationId,
    method: method as ApiCall['method'],
    path,
    summary: operation.summary,
    description: operation.description ?? null,
    access: accessOf(operation),
    parameters: places
      .map(([where, title]) => ({
        title,
        fields: parameters.filter((each) => each.in === where).map((each) => fieldOf(each.name, { ...each.schema, description: each.description }, each.required ?? false)),
      }))
      .filter(({ fields }) => fields.length > 0),
    bodies: bodiesOf(operation),
    answers: answersOf(operation),
    errors: errorsOf(operation),
    curl: curlExample(given, reader),
    typescript: typescriptExample(given, reader),
    answerExample: success && example !== undefined ? { status: Number(success[0]), code: JSON.stringify(example, null, 2) } : null,
  };
}
