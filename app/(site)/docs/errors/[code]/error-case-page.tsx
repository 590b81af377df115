import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { RichText } from '#components/site/rich-text.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import type { ErrorCase } from '#content/error-cases.ts';
import { document, operations } from '#app/(site)/docs/api/document.ts';
import { errorsOf } from '#app/(site)/docs/api/operation-of.ts';

/** One case of our own: what happened, what to do, the answer, and the calls that give it. */
export function ErrorCasePage({ code, error }: { code: string; error: ErrorCase }) {
  const example = document.components.examples[code];
  const givenBy = operations.filter(({ operation }) => errorsOf(operation).some((each) => each.code === code));
  return (
    <DocsPage
      title={
        <>
          <span className="mb-1 block font-mono text-16 font-medium tracking-normal text-muted wrap-anywhere">{code}</span>
          {error.title}
        </>
      }
      lead={<RichText text={error.what} />}
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Errors', href: '/docs/errors' }, { label: code }]}
      aside={example && <CodeBlock label="The answer" language="json" code={JSON.stringify(example.value, null, 2)} head={<Badge tone="bad">{example['x-status']}</Badge>} />}
    >
      <DocsSection id="then" title="What to do">
        <p>
          <RichText text={error.then} />
        </p>
      </DocsSection>
      {example && (
        <DocsSection id="code" title="In the answer">
          <p>
            Status {example['x-status']} and <Link href={`/docs/errors/${example['x-message-id']}`}>{example['x-message-id']}</Link>, which has other cases too. <code>Detail</code> says in a sentence which it is.
          </p>
        </DocsSection>
      )}
      <DocsSection id="calls" title="Calls that give it">
        {givenBy.length === 0 ? (
          <p>No call of the reference by itself: it is about the address or the role.</p>
        ) : (
          <ul>
            {givenBy.map(({ operation }) => (
              <li key={operation.operationId}>
                <Link href={`/docs/api/${operation.tags[0] ?? ''}#${operation.operationId}`}>{operation.summary}</Link>
              </li>
            ))}
          </ul>
        )}
      </DocsSection>
    </DocsPage>
  );
}
