import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { scriptedNotes, simulatorCommands as commands } from '#content/simulator.ts';
import { scriptedNumbers } from '#lib/domain/virtual-phone.ts';
import { served } from '../../served.ts';

export const metadata: Metadata = { title: 'Simulator' };

function spelled(msisdn: string): string {
  return msisdn.replace(/^\+1(\d{3})(\d{3})(\d{4})$/u, '($1) $2-$3');
}

const rows = scriptedNumbers.map(({ msisdn, outcome }) => ({
  id: `n${msisdn.slice(-4)}`,
  cells: {
    number: <span className="whitespace-nowrap tabular-nums">{spelled(msisdn)}</span>,
    sees: scriptedNotes[msisdn]?.sees ?? outcome,
    proves: scriptedNotes[msisdn]?.proves ?? '',
  },
}));

export default function SimulatorDocsPage() {
  return (
    <DocsPage
      title="Simulator"
      lead="A carrier in a box. Numbers with a script play each outcome, the same in the browser, for a sandbox app and in tests."
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Simulator' }]}
    >
      <DocsSection id="numbers" title="Numbers with a script">
        <p>Send to one of these and watch the states. Every other US number is delivered within a second.</p>
        <DocsTable
          caption="Scripted numbers"
          columns={[
            { key: 'number', label: 'Number' },
            { key: 'sees', label: 'What you see' },
            { key: 'proves', label: 'What it proves' },
          ]}
          rows={rows}
        />
      </DocsSection>
      <DocsSection id="phones" title="The phones">
        <p>
          <Link href="/simulator">The simulator page</Link> shows the phones of the demo beside the inbox. Codes that Handset texts to sign in arrive there. You can type on a phone, take it out of reach, or let it roam.
        </p>
      </DocsSection>
      <DocsSection id="api" title="For scripts and tests">
        <p>
          Send from a phone, here Ben’s to Ana. With <code>group</code> everybody in <code>to</code> sees everybody.
        </p>
        <CodeBlock label="Send from a phone" code={served(commands.send)} />
        <p>
          What a phone shows, newest first. <code>direction</code> is seen from the phone: <code>in</code> has arrived, <code>out</code> was sent from it.
        </p>
        <CodeBlock label="What a phone shows" code={served(commands.read)} />
        <CodeBlock label="Answer" language="json" code={served(commands.readAnswer)} />
        <p>
          Every submit the network took, newest first: <code>messageId</code>, <code>recipient</code>, <code>segment</code>, <code>attempt</code>, <code>at</code>. A test finds a doubled message here.
        </p>
        <CodeBlock label="The ledger" code={served(commands.ledger)} />
        <p>
          Lists take <code>limit</code>, 1 to 500, 100 if left out. These calls need no token and exist only while the simulator is the carrier; with a real one each of them answers 404.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
