import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { OpenApiDocument } from '#lib/contracts/openapi-document.ts';
import { operationsOf, operationText } from '#scripts/build/client/operation-text.ts';
import { commentText, typeName, typeText } from '#scripts/build/client/type-text.ts';

const heading = [
  '// Written by `npm run client` out of docs/openapi.json.',
  "import { type CallOptions, type ClientOptions, Connection } from './connection.ts';",
  "import { type DeltaPage, eachDeltaPage, eachItem } from './iterators.ts';",
  '',
  "export { HandsetError } from './handset-error.ts';",
  'export type { CallOptions, ClientOptions, DeltaPage };',
  '',
].join('\n');

/** Reading in pages is no operation of the document, so it is told here. */
const iterators = `  /** Every message that fits the filters, page by page, the newest first. */
  eachMessage(input: Omit<ListMessagesInput, 'offset' | 'cursor'> = {}, options?: CallOptions): AsyncGenerator<Message, void, undefined> {
    return eachItem(async (cursor) => {
      const { messageList } = await this.listMessages({ ...input, cursor }, options);
      return { items: messageList.messages, nextCursor: messageList.nextCursor };
    });
  }

  /** What has changed since a state, page by page, until there is no more. */
  eachDelta(input: GetMessagesDeltaInput, options?: CallOptions): AsyncGenerator<DeltaPage<Change>, void, undefined> {
    return eachDeltaPage(input.state, (state) => this.getMessagesDelta({ state }, options));
  }
`;

/** `packages/client/src/client.ts`: the types and the calls. */
function clientSource(document: OpenApiDocument): string {
  const named = Object.entries(document.components.schemas).map(([name, schema]) => {
    const text = typeText(schema);
    const comment = commentText(schema.description, '');
    return text.startsWith('{') ? `${comment}export interface ${typeName(name)} ${text}\n` : `${comment}export type ${typeName(name)} = ${text};\n`;
  });
  const operations = operationsOf(document).map((each) => operationText(document, each));
  const types = operations.map(({ types: text }) => text).filter((text) => text !== '');
  const methods = operations.map(({ method }) => method);
  const head = '/** The message API and OAuth of one Handset. */\nexport class HandsetClient extends Connection {';
  return [heading, ...named, ...types, `${head}\n${[...methods, iterators].join('\n')}}\n`].join('\n');
}

const compilerOptions: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true, declaration: true, isolatedDeclarations: true };
const asJavaScript = (text: string): string => text.replace(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'");

/** Every generated file of the package by its path: the calls, and what is published of all sources. */
export function clientFiles(root: string, document: OpenApiDocument): ReadonlyMap<string, string> {
  const folder = 'packages/client';
  const source = clientSource(document);
  const files = new Map([[`${folder}/src/client.ts`, source]]);
  const sources = ['handset-error', 'connection', 'iterators'].map((name) => [name, readFileSync(join(root, folder, 'src', `${name}.ts`), 'utf8')] as const);
  for (const [name, text] of [...sources, ['client', source] as const]) {
    const types = ts.transpileDeclaration(text, { compilerOptions, fileName: `${name}.ts`, reportDiagnostics: true });
    const [problem] = types.diagnostics ?? [];
    if (problem) throw new Error(`${name}.ts: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
    files.set(`${folder}/dist/${name}.js`, asJavaScript(ts.transpileModule(text, { compilerOptions, fileName: `${name}.ts` }).outputText));
    files.set(`${folder}/dist/${name}.d.ts`, asJavaScript(types.outputText));
  }
  return files;
}
