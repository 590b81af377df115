import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { RichText } from '#components/site/rich-text.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';
import { Link } from '#components/ui/link.tsx';
import { findErrorCase } from '#content/error-cases.ts';
import { errorCodes, findErrorCode } from '#content/errors.ts';
import { ErrorCasePage } from '#app/(site)/docs/errors/[code]/error-case-page.tsx';
import { served } from '../../../served.ts';

interface ErrorCodePageProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: ErrorCodePageProps): Promise<Metadata> {
  const { code } = await params;
  const error = findErrorCode(code) ?? findErrorCase(code);
  return { title: error ? `${'code' in error ? error.code : code}: ${error.title}` : 'Page not found' };
}

export default async function ErrorCodePage({ params }: ErrorCodePageProps) {
  const { code } = await params;
  const ownCase = findErrorCase(code);
  if (ownCase) return <ErrorCasePage code={code} error={ownCase} />;
  const error = findErrorCode(code);
  if (!error) notFound();
  const rows = error.cases.map((each, place) => ({
    id: `case-${place + 1}`,
    cells: {
      status: <span className="tabular-nums">{each.status}</span>,
      when: <RichText text={each.when} />,
      then: <RichText text={each.then} />,
    },
  }));
  return (
    <DocsPage
      title={
        <>
          <span className="mb-1 block font-mono text-16 font-medium tracking-normal text-muted">{error.code}</span>
          {error.title}
        </>
      }
      lead={<RichText text={error.summary} />}
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Errors', href: '/docs/errors' }, { label: error.code }]}
      aside={
        error.example && (
          <>
            <CodeBlock label="Bring it about" code={served(error.example)} />
            <p className="text-13 text-muted">
              With the token of the <Link href="/docs/quick-start#token" className="link">quick start</Link>.
            </p>
          </>
        )
      }
    >
      <DocsSection id="cases" title="When, and what to do">
        <DocsTable
          caption={`Cases of ${error.code}`}
          columns={[
            { key: 'status', label: 'Status' },
            { key: 'when', label: 'When' },
            { key: 'then', label: 'What to do' },
          ]}
          rows={rows}
        />
      </DocsSection>
      <DocsSection id="answer" title="In the answer">
        <DefinitionList
          items={[
            { term: 'Envelope', value: <code>{`RequestError.${error.exception}`}</code> },
            { term: 'Text', value: <span className="font-mono text-13">{error.text}</span> },
            { term: 'Variables', value: <RichText text={error.variables} /> },
          ]}
        />
      </DocsSection>
      <DocsSection id="others" title="Other codes">
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          {errorCodes
            .filter((each) => each !== error)
            .map((each) => (
              <Link key={each.code} href={`/docs/errors/${each.code}`}>
                {each.code}
              </Link>
            ))}
        </p>
      </DocsSection>
    </DocsPage>
  );
}
