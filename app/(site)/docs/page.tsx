import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { MethodBadge } from '#components/site/docs/method-badge.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { answers, apiCalls, commands } from '#content/docs.ts';
import { served } from '../served.ts';

const columns = [
  { key: 'call', label: 'Call', className: 'sm:w-[46%]' },
  { key: 'what', label: 'What it does' },
  { key: 'scope', label: 'Scope' },
  { key: 'success', label: 'Answer', className: 'tabular-nums' },
];

const rows = apiCalls.map((call) => ({
  id: `${call.method}${call.path}`.replace(/[^a-z]+/giu, '-').toLowerCase().replace(/-$/u, ''),
  cells: {
    call: (
      <span className="flex flex-wrap items-baseline gap-x-2">
        <MethodBadge method={call.method} />
        <span className="font-mono text-13 font-normal wrap-anywhere">{call.path}</span>
      </span>
    ),
    what: call.what,
    scope: <code>{call.scope}</code>,
    success: call.success,
  },
}));

export default function DocsOverviewPage() {
  return (
    <DocsPage
      title="Send and read as a person who said yes"
      lead="Your app asks a subscriber for permission once. From then on it sends from their own number, reads their inbox, or both, with plain HTTP and JSON."
      aside={
        <>
          <CodeBlock label="Send a message" code={served(commands.send)} />
          <CodeBlock label="Answer" language="json" code={served(answers.send)} head={<Badge tone="ok">201 Created</Badge>} />
        </>
      }
    >
      <DocsSection id="way" title="The way in">
        <ol>
          <li>
            <Link href="/docs/quick-start">Quick start</Link>: a token of the demo, and a first message in a few minutes.
          </li>
          <li>
            <Link href="/docs/oauth">Ask for permission</Link>: how your own app gets its token from a person.
          </li>
          <li>
            <Link href="/docs/simulator">Simulator</Link>: numbers that play each outcome, for tests.
          </li>
        </ol>
      </DocsSection>
      <DocsSection id="calls" title="The calls">
        <p>
          All of them stand under <code>/myMessages/v2</code> and take <code>Authorization: Bearer</code> and an access token.
        </p>
        <DocsTable caption="The calls of the message API" columns={columns} rows={rows} />
        <p>
          <Link href="/docs/api">The API reference</Link> has each with its parameters, answers and errors.
        </p>
      </DocsSection>
      <DocsSection id="sending" title="What sending means">
        <ul>
          <li>The source is the line of the person who gave permission. No field can change it.</li>
          <li>
            1 to 10 US numbers in <code>addresses</code>, in any spelling; two spellings of one number count once, and <code>folded</code> lists them.
          </li>
          <li>
            Handset decides between SMS and MMS. <code>route</code> and <code>reasons</code> say which, and why.
          </li>
          <li>
            <code>isGroup: true</code> lets everybody see everybody. Left out, each person gets a message of their own.
          </li>
          <li>
            Text and attachments together take up to 1 MiB, with at most 21 attachments in <code>messageContent</code> or as parts of a multipart body.
          </li>
          <li>
            With an <code>Idempotency-Key</code> you may repeat a call for 72 hours; the message is sent once.
          </li>
          <li>
            Without <code>Prefer: return=representation</code> the answer is the <code>id</code> alone.
          </li>
        </ul>
      </DocsSection>
      <DocsSection id="existing" title="Clients you have already">
        <p>
          Handset works with clients written for AT&amp;T’s In-App Messaging API v2: change the base address, and register the app with the <Link href="/docs/oauth#classic">classic profile</Link>. What Handset adds to an answer is additional only, so such clients do not notice.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
