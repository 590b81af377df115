import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { MethodBadge } from '#components/site/docs/method-badge.tsx';
import { RichText } from '#components/site/rich-text.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import type { ApiCall } from '#content/docs.ts';
import { document, operationsOf } from '#app/(site)/docs/api/document.ts';
import { curlExample, typescriptExample } from '#app/(site)/docs/api/examples.ts';
import { currentReader } from '#app/(site)/docs/api/reader.ts';
import { ReaderNotice } from '#app/(site)/docs/api/reader-notice.tsx';

export const metadata: Metadata = { title: 'API' };

const columns = [
  { key: 'call', label: 'Call', className: 'sm:w-[58%]' },
  { key: 'what', label: 'What it does' },
];

const headers = Object.entries(document.components.headers).map(([name, { description }]) => ({
  id: `header-${name.toLowerCase()}`,
  cells: { name: <code>{name}</code>, what: <RichText text={description} /> },
}));

function rowsOf(group: string) {
  return operationsOf(group).map(({ method, path, operation }) => ({
    id: `call-${operation.operationId}`,
    cells: {
      call: (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <MethodBadge method={method as ApiCall['method']} />
          <span className="font-mono text-13 font-normal wrap-anywhere">{path}</span>
        </span>
      ),
      what: <Link href={`/docs/api/${group}#${operation.operationId}`}>{operation.summary}</Link>,
    },
  }));
}

export default async function ApiPage() {
  const reader = await currentReader();
  const [token] = operationsOf('oauth');
  const [send] = operationsOf('messages');
  return (
    <DocsPage
      title="API"
      lead="Every call with its parameters, answers and errors, made of the declarations that serve it."
      above={[{ label: 'Docs', href: '/docs' }, { label: 'API' }]}
      aside={
        <>
          {token && <CodeBlock label="A token of the app itself" code={curlExample(token, reader)} />}
          <CodeBlock label="Install the client" code="$ npm install ./packages/client" />
          {send && <CodeBlock label="Send with the client" language="typescript" code={typescriptExample(send, reader)} />}
        </>
      }
    >
      <div className="mt-4">
        <ReaderNotice client={reader.client} />
      </div>
      <DocsSection id="calls" title="How calls work">
        <ul>
          <li>
            The address is <code className="wrap-anywhere">{reader.baseUrl}</code>; the token stands in <code>Authorization: Bearer</code> and nowhere else.
          </li>
          <li>
            JSON in UTF-8, both ways. In requests, <code>null</code> and an empty parameter count as left out; unknown names are refused.
          </li>
          <li>In answers, ignore fields that you do not know: later versions only add.</li>
          <li>
            Errors have a stable code each. <Link href="/docs/errors">What to do about them</Link>.
          </li>
          <li>
            <Link href="/docs/limits">Limits</Link> count per app and minute. After a 429, wait for <code>Retry-After</code>.
          </li>
        </ul>
      </DocsSection>
      <DocsSection id="tools" title="For your tools">
        <ul>
          <li>
            <a className="link" href="/openapi.json">
              openapi.json
            </a>
            : OpenAPI 3.1, with this installation’s address.
          </li>
          <li>
            <a className="link" href="/docs/api/postman.json">
              The Postman collection
            </a>
            : every call, in an order in which it can be run.
          </li>
          <li>
            <code>packages/client</code> in the source: a typed client without dependencies. It waits for <code>Retry-After</code>, repeats only what may be repeated, and reads page by page.
          </li>
        </ul>
      </DocsSection>
      {document.tags.map((tag) => (
        <DocsSection key={tag.name} id={tag.name} title={<Link href={`/docs/api/${tag.name}`}>{tag['x-display-name']}</Link>}>
          <p>{tag.description}</p>
          <DocsTable caption={`Calls: ${tag['x-display-name']}`} columns={columns} rows={rowsOf(tag.name)} />
        </DocsSection>
      ))}
      <DocsSection id="headers" title="Headers of answers">
        <DocsTable
          caption="Headers of answers"
          columns={[
            { key: 'name', label: 'Header' },
            { key: 'what', label: 'What it tells' },
          ]}
          rows={headers}
        />
      </DocsSection>
    </DocsPage>
  );
}
