import { runInNewContext } from 'node:vm';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import type { PostmanCollection, PostmanItem, PostmanPair } from '#scripts/build/postman-collection.ts';
import { documentedOperations, expectDocumented } from '#tests/support/documented-answer.ts';
import { type ApiServer, startApiServer } from '#tests/support/fixtures/api-server.ts';
import { createOAuthClient, redirectUri, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const file = join(import.meta.dirname, '../../../docs/handset.postman_collection.json');
const collection = JSON.parse(readFileSync(file, 'utf8')) as PostmanCollection;
const items = collection.item.flatMap((folder) => folder.item.map((item) => ({ folder: folder.name, item })));
const variables = new Map(collection.variable.map(({ key, value }) => [key, value]));
let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
  const subscriber = await createSubscriber();
  const client = await createOAuthClient({ scopes: ['IMMN', 'MIM', 'NOTIFICATIONCHANNEL'], redirectUris: [redirectUri, 'http://127.0.0.1:9000/callback'], deviceGrant: true });
  const { access_token } = await tokensFor(subscriber, client);
  await receive(subscriber, { text: 'The oldest' });
  await receive(subscriber, { parts: [{ name: 'boat.gif', contentType: 'image/gif', bytes: gif }] });
  await buildIndex(subscriber);
  setReady(true);
  for (const [key, value] of Object.entries({ baseUrl: server.baseUrl, accessToken: access_token, clientId: client.clientId, clientSecret: client.clientSecret })) variables.set(key, value);
});

afterAll(() => server.close());

/** As Postman fills them: a variable that has no value is a mistake of the collection. */
const filled = (text: string) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = variables.get(name);
    if (!value) throw new Error(`The variable ${name} has no value.`);
    return value;
  });

const asked = (pairs: readonly PostmanPair[] = []) => pairs.filter(({ disabled }) => !disabled).map(({ key, value }) => [key, filled(value)] as [string, string]);

function requestOf({ request }: PostmanItem): { path: string; url: string; init: RequestInit } {
  const steps = request.url.path.map((step) => (step.startsWith(':') ? encodeURIComponent(filled(request.url.variable?.find(({ key }) => key === step.slice(1))?.value ?? '')) : step));
  const query = new URLSearchParams(asked(request.url.query)).toString();
  const path = `/${steps.join('/')}`;
  const headers = new Headers(asked(request.header));
  const auth = request.auth ?? collection.auth;
  if (auth.type === 'bearer') headers.set('Authorization', `Bearer ${filled(auth.bearer[0]?.value ?? '')}`);
  const { body } = request;
  const text = body?.mode === 'raw' ? filled(body.raw) : body ? new URLSearchParams(asked(body.urlencoded)).toString() : undefined;
  return { path, url: `${filled(request.url.host.join('.'))}${path}${query ? `?${query}` : ''}`, init: { method: request.method, headers, body: text } };
}

/** Runs what the collection does with an answer, with as much of Postman as it uses. */
function runScripts(item: PostmanItem, text: string): void {
  const pm = { response: { json: () => JSON.parse(text) as unknown }, collectionVariables: { set: (name: string, value: string) => variables.set(name, value) } };
  for (const { script } of item.event ?? []) runInNewContext(script.exec.join('\n'), { pm });
}

describe('docs/handset.postman_collection.json', () => {
  it('has a request for every operation of the document', () => {
    expect(items.length).toBe(documentedOperations().length);
  });

  it.each(items.map(({ folder, item }) => [`${folder}: ${item.name}`, item] as const))('%s works from top to bottom, and is answered as it says', async (_name, item) => {
    const { path, url, init } = requestOf(item);
    const response = await fetch(url, init);
    const text = await response.text();
    expect([response.status, text.slice(0, 300)]).toEqual([item.response[0]?.code, text.slice(0, 300)]);
    expectDocumented({ method: init.method ?? 'GET', path, status: response.status, headers: response.headers, text });
    runScripts(item, text);
  });
});
