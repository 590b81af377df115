import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { networkControls, scriptedNotes, simulatorCommands as commands } from '#content/simulator.ts';
import { networkPresets } from '#lib/domain/network-conditions.ts';
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
          <Link href="/simulator">The simulator page</Link> shows the phones of the demo beside the inbox. Codes that Handset texts to sign in arrive there. You can type on a phone and send pictures from it, take it out of reach, let it roam, switch texting off, or take its messages app away.
        </p>
      </DocsSection>
      <DocsSection id="weather" title="The weather">
        <p>The network behaves as you set it, for everybody and at once. A preset sets all controls but the seed.</p>
        <DocsTable
          caption="Presets"
          columns={[
            { key: 'name', label: 'Preset' },
            { key: 'sees', label: 'What you see' },
          ]}
          rows={networkPresets.map(({ key, name, sees }) => ({ id: `weather-${key}`, cells: { name: <span className="whitespace-nowrap">{name}</span>, sees } }))}
        />
        <DocsTable
          caption="Controls"
          columns={[
            { key: 'label', label: 'Control' },
            { key: 'field', label: 'Field' },
            { key: 'range', label: 'Range' },
            { key: 'does', label: 'What it does' },
          ]}
          rows={networkControls.map(({ field, label, range, does }) => ({ id: `control-${field}`, cells: { label, field: <code>{field}</code>, range, does } }))}
        />
        <p>Numbers with a script keep to it in any weather. With a sandbox key you meet the same network, so you can see what your app does when answers are late or lost.</p>
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
          Set the weather. What you leave out is as in calm weather; <code>GET</code> on the same address tells how it is.
        </p>
        <CodeBlock label="Set the weather" code={served(commands.weather)} />
        <CodeBlock label="Make it calm" code={served(commands.calm)} />
        <p>
          A test that sets it first asks for a seed of its own, and puts calm weather back when it ends. Messages that are in doubt are not lost: ask for their state, do not send them again.
        </p>
        <p>
          Lists take <code>limit</code>, 1 to 500, 100 if left out. What writes takes <code>application/json</code> alone, and nothing from the pages of another site. These calls need no token and exist only while the simulator is the carrier; with a real one each of them answers 404.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
