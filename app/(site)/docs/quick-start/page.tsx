import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { answers, commands } from '#content/docs.ts';
import { served } from '../../served.ts';

export const metadata: Metadata = { title: 'Quick start' };

export default function QuickStartPage() {
  return (
    <DocsPage
      title="Quick start"
      lead="From nothing to a sent and answered message, in one terminal and a second one for Handset itself. Everything here can be pasted as it stands."
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Quick start' }]}
      aside={
        <>
          <CodeBlock label="Answer to sending" language="json" code={served(answers.send)} head={<Badge tone="ok">201 Created</Badge>} />
          <CodeBlock label="State of the index" language="json" code={served(answers.indexInfo)} head={<Badge tone="ok">200 OK</Badge>} />
          <CodeBlock label="Changes" language="json" code={served(answers.delta)} head={<Badge tone="ok">200 OK</Badge>} />
        </>
      }
    >
      <DocsSection id="start" title="1. Start Handset">
        <p>
          In the folder of the source. The first start takes a while: it installs, builds, and sets up its own database. Then it shows its address and the people of the demo.
        </p>
        <CodeBlock label="Start" code={served(commands.start)} />
      </DocsSection>
      <DocsSection id="token" title="2. Take a token">
        <p>
          Desk is an app of the demo, +1 425 555 0101 is Ana’s line. This gives Desk a token as if Ana had just said yes to both scopes; your own app gets it by <Link href="/docs/oauth">asking her</Link>.
        </p>
        <CodeBlock label="Token" code={served(commands.token)} />
      </DocsSection>
      <DocsSection id="send" title="3. Send">
        <p>
          The number in this call belongs to the <Link href="/docs/simulator">simulator</Link> and sends your text back.
        </p>
        <CodeBlock label="Send a message" code={served(commands.send)} />
      </DocsSection>
      <DocsSection id="index" title="4. Create the index">
        <p>Once for each inbox, before anything is read. Doing it again does no harm.</p>
        <CodeBlock label="Create the index" code={served(commands.createIndex)} />
        <p>
          It is ready when <code>status</code> says <code>INITIALIZED</code>.
        </p>
        <CodeBlock label="Ask for the state of the index" code={served(commands.indexInfo)} />
      </DocsSection>
      <DocsSection id="list" title="5. Read the answer">
        <p>Newest first. Your own text is there, as an incoming message.</p>
        <CodeBlock label="List messages" code={served(commands.list)} />
      </DocsSection>
      <DocsSection id="changes" title="6. Follow changes">
        <p>
          Keep a <code>state</code>, and ask later for what has changed since. Each answer has the next one.
        </p>
        <CodeBlock label="Keep the present state" code={served(commands.state)} />
        <p>Send something else, under a key of its own: under the first one you would only get the first answer again.</p>
        <CodeBlock label="Send once more" code={served(commands.sendAgain)} />
        <CodeBlock label="Ask for changes" code={served(commands.delta)} />
        <p>
          When a state is too old to answer from, the call says so with a 409 and <Link href="/docs/errors/SVC0001">SVC0001</Link>. List anew, and go on from there.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
