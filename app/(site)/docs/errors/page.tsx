import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { answers } from '#content/docs.ts';
import { errorCases } from '#content/error-cases.ts';
import { errorCodes } from '#content/errors.ts';
import { document } from '#app/(site)/docs/api/document.ts';
import { served } from '../../served.ts';

export const metadata: Metadata = { title: 'Errors' };

const rows = errorCodes.map((error) => ({
  id: error.code,
  cells: {
    code: (
      <Link href={`/docs/errors/${error.code}`} className="link font-mono text-13">
        {error.code}
      </Link>
    ),
    status: <span className="tabular-nums">{[...new Set(error.cases.map((each) => each.status))].join(', ')}</span>,
    title: error.title,
  },
}));

const caseRows = Object.entries(errorCases).map(([code, { title }]) => {
  const example = document.components.examples[code];
  return {
    id: `case-${code}`,
    cells: {
      code: (
        <Link href={`/docs/errors/${code}`} className="link wrap-anywhere">
          {code}
        </Link>
      ),
      status: <span className="tabular-nums">{example?.['x-status']}</span>,
      messageId: <span className="font-mono text-13">{example?.['x-message-id']}</span>,
      title,
    },
  };
});

export default function ErrorsPage() {
  return (
    <DocsPage
      title="Errors"
      lead="Each code has a page: when it happens, what to do, and a call that brings it about."
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Errors' }]}
      aside={<CodeBlock label="The shape of an error" language="json" code={served(answers.error)} />}
    >
      <DocsSection id="codes" title="The codes">
        <DocsTable
          caption="Error codes"
          columns={[
            { key: 'code', label: 'Code' },
            { key: 'status', label: 'Status' },
            { key: 'title', label: 'Meaning' },
          ]}
          rows={rows}
        />
      </DocsSection>
      <DocsSection id="cases" title="The cases behind them">
        <p>One code stands for several things. Each has a page of its own, with the very answer.</p>
        <DocsTable
          caption="Cases"
          columns={[
            { key: 'code', label: 'Case' },
            { key: 'status', label: 'Status' },
            { key: 'messageId', label: 'Code' },
            { key: 'title', label: 'Meaning' },
          ]}
          rows={caseRows}
        />
      </DocsSection>
      <DocsSection id="shape" title="How to read one">
        <ul>
          <li>
            Go by the status and <code>MessageId</code>. They are stable; the sentences are not.
          </li>
          <li>
            <code>Variables</code> names the field at fault. <code>Text</code> keeps its <code>%1</code>, as programs written for the original API expect.
          </li>
          <li>
            <code>Detail</code> says in a sentence what is wrong, and <code>Help</code> leads to the page about the code.
          </li>
          <li>
            Errors of <code>/oauth/v4</code> have the shape of RFC 6749 instead: <code>error</code> and <code>error_description</code>.
          </li>
        </ul>
      </DocsSection>
    </DocsPage>
  );
}
