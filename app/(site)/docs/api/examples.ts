import type { OperationObject } from '#lib/contracts/openapi-document.ts';
import { type Operation, parametersOf } from '#app/(site)/docs/api/document.ts';

/** What examples are filled with. */
export interface Reader {
  baseUrl: string;
  /** Of the reader's own app of the sandbox, when they are signed in as its developer. Never a secret. */
  clientId: string | null;
}

const shellName = (name: string) => `$${name.replace(/([A-Z])/g, '_$1').toUpperCase()}`;
/** Shell variable of the token that opens an operation. */
const tokenOf = ({ security }: OperationObject) => (security.some((each) => 'app' in each) ? '$APP_TOKEN' : '$HANDSET_TOKEN');
const needsToken = ({ security }: OperationObject) => security.some((each) => 'bearer' in each);
/** What an example sends: all of the path, of the query what is needed or has a default, headers of which there is an example. */
const asked = (operation: OperationObject, where: 'path' | 'query' | 'header') =>
  parametersOf(operation).filter((each) => each.in === where && (where === 'path' || each.required || (where === 'query' ? each.schema.default : each.schema.examples) !== undefined));

function exampleOf({ requestBody }: OperationObject): { form: boolean; value: unknown } | null {
  const json = requestBody?.content['application/json'];
  const media = json ?? requestBody?.content['application/x-www-form-urlencoded'];
  return media ? { form: !json, value: media.example } : null;
}

function formValue(name: string, value: unknown, { clientId }: Reader): string {
  if (name === 'client_id') return clientId ?? '$CLIENT_ID';
  if (name === 'client_secret') return '$CLIENT_SECRET';
  return name === 'token' ? '$TOKEN' : String(value);
}

export function curlExample({ method, path, operation }: Operation, reader: Reader): string {
  const query = asked(operation, 'query');
  const body = exampleOf(operation);
  const answer = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const flags = [
    answer?.[1].content ? '-sS' : '-sS -i',
    ...(method === 'GET' || method === 'POST' ? [] : [`-X ${method}`]),
    ...(method === 'POST' && !body ? ['-X POST'] : []),
    ...(query.length > 0 ? ['-G'] : []),
    ...(answer?.[1].content?.['*/*'] ? ['-o part'] : []),
  ];
  const lines = [
    `$ curl ${flags.join(' ')}`,
    `"${reader.baseUrl}${path.replace(/\{(\w+)\}/g, (_, name: string) => shellName(name))}"`,
    ...(needsToken(operation) ? [`-H "Authorization: Bearer ${tokenOf(operation)}"`] : []),
    ...asked(operation, 'header').map(({ name, schema }) => `-H "${name}: ${name === 'Idempotency-Key' ? '$(date +%s%N)' : String(schema.examples?.[0])}"`),
    ...query.map(({ name, schema }) => `--data-urlencode "${name}=${String(schema.default ?? schema.enum?.[0] ?? shellName(name))}"`),
    ...(body?.form ? Object.entries(body.value as object).map(([name, value]) => `-d ${name}="${formValue(name, value, reader)}"`) : []),
    ...(body && !body.form ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(body.value, null, 2).replaceAll('\n', '\n    ')}'`] : []),
  ];
  return lines.join(' \\\n    ');
}

const plainKey = /^[A-Za-z_$][\w$]*$/;

/** A name in the example that its reader has a value for. */
class Name {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const camel = (name: string) => name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A value as one writes it in TypeScript: on one line where it fits. */
function literal(value: unknown, indent = ''): string {
  if (value instanceof Name) return value.text;
  if (typeof value === 'string') return value.startsWith('$') ? camel(value.slice(1)) : `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const pairs = Object.entries(value).map(([key, each]) => (each instanceof Name && each.text === key ? key : `${plainKey.test(key) ? key : `'${key}'`}: ${literal(each, inner)}`));
  const short = `{ ${pairs.join(', ')} }`;
  return short.length + indent.length < 56 && !short.includes('\n') ? short : `{\n${pairs.map((pair) => `${inner}${pair},\n`).join('')}${indent}}`;
}

const resultNames: Readonly<Record<string, string>> = {
  Sent: 'sent',
  MessageList: '{ messageList }',
  OneMessage: '{ message }',
  Delta: '{ deltaResponse }',
  MessageIndexInfo: '{ messageIndexInfo }',
  Token: 'token',
  CreatedChannel: '{ channel }',
  OneChannel: '{ channel }',
  Subscribed: '{ subscription }',
  OneSubscription: '{ subscription }',
  NotificationConnectionDetails: '{ notificationConnectionDetails }',
};

function inputOf(operation: OperationObject, reader: Reader): Record<string, unknown> {
  const body = exampleOf(operation);
  const named = [...asked(operation, 'path'), ...asked(operation, 'query')].map(({ name, schema }): [string, unknown] => [
    name,
    schema.default ?? (schema.type === 'integer' ? (schema.examples?.[0] ?? 0) : new Name(name)),
  ]);
  // The client makes a key of its own for each send.
  for (const { name, schema } of asked(operation, 'header')) if (name !== 'Idempotency-Key') named.push([name.toLowerCase(), schema.examples?.[0]]);
  if (!body) return Object.fromEntries(named);
  const value = body.form ? Object.fromEntries(Object.entries(body.value as object).map(([name, each]) => [name, formValue(name, each, reader)])) : body.value;
  return { ...Object.fromEntries(named), body: value };
}

export function typescriptExample({ operation }: Operation, reader: Reader): string {
  const input = inputOf(operation, reader);
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const schema = success?.content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
  const result = success?.content ? `const ${resultNames[schema] ?? 'answer'} = ` : '';
  const options = { baseUrl: reader.baseUrl, ...(needsToken(operation) ? { accessToken: new Name(tokenOf(operation) === '$APP_TOKEN' ? 'appToken' : 'accessToken') } : {}) };
  return `import { HandsetClient } from '@handset/client';

const handset = new HandsetClient(${literal(options)});

${result}await handset.${operation.operationId}(${Object.keys(input).length > 0 ? literal(input) : ''});`;
}
