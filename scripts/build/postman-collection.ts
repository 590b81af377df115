import type { JsonSchema, OpenApiDocument, OperationObject, ParameterObject } from '#lib/contracts/openapi-document.ts';
import { type DocumentedOperation, operationsOf, parametersOf } from '#scripts/build/client/operation-text.ts';

/** As much of the collection format 2.1 as ours uses. */
export interface PostmanItem {
  name: string;
  event?: { listen: 'test'; script: { type: 'text/javascript'; exec: string[] } }[];
  request: {
    method: string;
    description: string;
    auth?: { type: 'noauth' } | { type: 'bearer'; bearer: { key: 'token'; value: string; type: 'string' }[] };
    header: PostmanPair[];
    url: { raw: string; host: string[]; path: string[]; query?: PostmanPair[]; variable?: PostmanPair[] };
    body?: { mode: 'raw'; raw: string; options: { raw: { language: 'json' } } } | { mode: 'urlencoded'; urlencoded: PostmanPair[] };
  };
  response: { name: string; code: number; header: PostmanPair[]; body: string }[];
}

export interface PostmanPair {
  key: string;
  value: string;
  description?: string;
  disabled?: boolean;
}

export interface PostmanCollection {
  info: { name: string; description: string; schema: string };
  auth: { type: 'bearer'; bearer: { key: 'token'; value: string; type: 'string' }[] };
  variable: PostmanPair[];
  item: { name: string; description: string; item: PostmanItem[] }[];
}

const bearerOf = (value: string) => ({ type: 'bearer' as const, bearer: [{ key: 'token' as const, value, type: 'string' as const }] });

const variables: readonly PostmanPair[] = [
  { key: 'accessToken', value: '', description: 'The token of a subscriber who agreed.' },
  { key: 'appToken', value: '', description: 'The token of the app itself. *Take a token* sets it.' },
  { key: 'clientId', value: '' },
  { key: 'clientSecret', value: '' },
  { key: 'messageId', value: '', description: '*List messages* sets it, to an MMS if there is one.' },
  { key: 'messageIds', value: '', description: 'To delete. *List messages* sets it to the oldest of the page.' },
  { key: 'partId', value: '0' },
  { key: 'state', value: '', description: '*Ask for the state of the index* sets it.' },
  { key: 'channelId', value: '', description: '*Create the channel* sets it.' },
  { key: 'subscriptionId', value: '', description: '*Subscribe to an inbox* sets it.' },
];

/** Fields that hold what an earlier call has given. */
const variableOf: Readonly<Record<string, string>> = {
  messageId: 'messageId', messageIds: 'messageIds', partId: 'partId', state: 'state', client_id: 'clientId', client_secret: 'clientSecret', token: 'appToken', channelId: 'channelId',
  subscriptionId: 'subscriptionId',
};

/** What an answer leaves for the calls after it. */
const keeps: Readonly<Record<string, string[]>> = {
  getMessageIndexInfo: ["pm.collectionVariables.set('state', pm.response.json().messageIndexInfo.state);"],
  listMessages: [
    'const { messages } = pm.response.json().messageList;',
    "const message = messages.find(({ type }) => type === 'MMS') ?? messages[0];",
    "if (message) pm.collectionVariables.set('messageId', message.messageId);",
    "if (message) pm.collectionVariables.set('messageIds', messages.at(-1).messageId);",
  ],
  createNotificationChannel: ["pm.collectionVariables.set('channelId', pm.response.json().channel.channelId);"],
  createNotificationSubscription: ["pm.collectionVariables.set('subscriptionId', pm.response.json().subscription.subscriptionId);"],
  exchangeToken: ["pm.collectionVariables.set('appToken', pm.response.json().access_token);"],
};

/** What must be there comes first, and what deletes or ends comes last, so that the whole collection can be run. */
const folderOrder = ['service', 'message-index', 'messages', 'oauth', 'notifications'];
const isDelete = ({ method }: DocumentedOperation) => method === 'DELETE';
/** The notifications need the token that this one ends. */
const isEnd = ({ operation }: DocumentedOperation) => operation.operationId === 'revokeToken';
const depth = ({ path }: DocumentedOperation) => path.split('/').length;

/** What lies in something is deleted before it. */
function inOrder(operations: readonly DocumentedOperation[]): DocumentedOperation[] {
  const deletes = operations.filter(isDelete).toSorted((left, right) => depth(right) - depth(left));
  return [...operations.filter((each) => !isDelete(each)), ...deletes];
}

/** `docs/handset.postman_collection.json`, out of the same document as everything else. */
function postmanCollection(document: OpenApiDocument): PostmanCollection {
  const operations = operationsOf(document);
  const folders = document.tags.toSorted((left, right) => folderOrder.indexOf(left.name) - folderOrder.indexOf(right.name));
  return {
    info: { name: document.info.title, description: document.info.description, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: bearerOf('{{accessToken}}'),
    variable: [{ key: 'baseUrl', value: document.servers[0]?.url ?? '' }, ...variables],
    item: [
      ...folders.map(({ name, description }) => {
        const own = operations.filter((each) => each.operation.tags.includes(name) && !isEnd(each));
        return { name, description, item: inOrder(own).map((each) => itemOf(document, each)) };
      }),
      { name: 'end', description: 'What ends the token of the app.', item: operations.filter(isEnd).map((each) => itemOf(document, each)) },
    ],
  };
}

export function postmanFile(document: OpenApiDocument): string {
  return `${JSON.stringify(postmanCollection(document), null, 2)}\n`;
}

function itemOf(document: OpenApiDocument, { method, path, operation }: DocumentedOperation): PostmanItem {
  const parameters = parametersOf(document, operation);
  const body = bodyOf(operation);
  const keep = keeps[operation.operationId];
  const auth = authOf(operation);
  return {
    name: operation.summary,
    ...(keep ? { event: [{ listen: 'test' as const, script: { type: 'text/javascript' as const, exec: keep } }] } : {}),
    request: {
      method,
      description: operation.description ?? operation.summary,
      ...(auth ? { auth } : {}),
      header: [
        ...(body ? [{ key: 'Content-Type', value: body.mode === 'raw' ? 'application/json' : 'application/x-www-form-urlencoded' }] : []),
        ...parameters.filter((each) => each.in === 'header').map(pairOf),
      ],
      url: urlOf(path, parameters),
      ...(body ? { body } : {}),
    },
    response: successOf(operation),
  };
}

function authOf({ security }: OperationObject): PostmanItem['request']['auth'] {
  if (!security.some((each) => 'bearer' in each)) return { type: 'noauth' };
  return security.some((each) => 'app' in each) ? bearerOf('{{appToken}}') : undefined;
}

function urlOf(path: string, parameters: readonly ParameterObject[]): PostmanItem['request']['url'] {
  const steps = path.slice(1).replace(/\{(\w+)\}/g, ':$1');
  const query = parameters.filter((each) => each.in === 'query').map(pairOf);
  const variable = parameters.filter((each) => each.in === 'path').map(pairOf);
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  return {
    raw: `{{baseUrl}}/${steps}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
    host: ['{{baseUrl}}'],
    path: steps.split('/'),
    ...(query.length > 0 ? { query } : {}),
    ...(variable.length > 0 ? { variable } : {}),
  };
}

function pairOf({ name, required, description, schema }: ParameterObject): PostmanPair {
  const variable = variableOf[name];
  return {
    key: name,
    value: required && variable ? `{{${variable}}}` : sampleOf(schema),
    ...(description ? { description } : {}),
    ...(required ? {} : { disabled: true }),
  };
}

function sampleOf(schema: JsonSchema): string {
  const value = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? schema.items?.enum?.[0] ?? (schema.type === 'boolean' ? true : '');
  return Array.isArray(value) ? value.join(',') : String(value);
}

function bodyOf({ requestBody }: OperationObject): PostmanItem['request']['body'] {
  const json = requestBody?.content['application/json'];
  if (json) return { mode: 'raw', raw: JSON.stringify(withVariables(json.example), null, 2), options: { raw: { language: 'json' } } };
  const form = requestBody?.content['application/x-www-form-urlencoded'];
  if (!form) return undefined;
  return { mode: 'urlencoded', urlencoded: Object.entries(withVariables(form.example) as Record<string, unknown>).map(([key, value]) => ({ key, value: String(value) })) };
}

function withVariables(example: unknown): unknown {
  return JSON.parse(JSON.stringify(example), (key, value: unknown) => (typeof value === 'string' && variableOf[key] ? `{{${variableOf[key]}}}` : value)) as unknown;
}

function successOf({ responses }: OperationObject): PostmanItem['response'] {
  const [status, response] = Object.entries(responses).find(([each]) => each.startsWith('2')) ?? [];
  if (status === undefined || !response) return [];
  const example = response.content?.['application/json']?.example;
  return [{ name: response.description, code: Number(status), header: example === undefined ? [] : [{ key: 'Content-Type', value: 'application/json; charset=UTF-8' }], body: example === undefined ? '' : JSON.stringify(example, null, 2) }];
}
