import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { consumerPattern, pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { accountCaps, limitDefaults, lineLimits } from '#lib/domain/rate-limit.ts';

export const metadata: Metadata = { title: 'Limits' };

const word = { sends: 'Sends', reads: 'Reads' } as const;
const number = new Intl.NumberFormat('en-US');

const rows = [
  ...limitDefaults.map((each) => ({
    id: `app-${each.environment}-${each.limit}`,
    cells: { what: `${word[each.limit]} of one app, ${each.environment}`, figure: `${number.format(each.perMinute)} a minute`, why: each.reason },
  })),
  ...accountCaps.map((each) => ({
    id: `account-${each.limit}`,
    cells: { what: `${word[each.limit]} of all apps of one account`, figure: `${number.format(each.perMinute)} a minute`, why: each.reason },
  })),
  { id: 'line-minute', cells: { what: 'Texts of one line, over all apps', figure: `${lineLimits.perMinute} a minute`, why: lineLimits.reasons.perMinute } },
  { id: 'line-day', cells: { what: 'Texts of one line, over all apps', figure: `${number.format(lineLimits.perDay)} a day`, why: lineLimits.reasons.perDay } },
];

const refusal = `HTTP/1.1 429 Too Many Requests
Retry-After: 12
RateLimit-Policy: "sends";q=60;w=60
RateLimit: "sends";r=0;t=12`;

export default function LimitsPage() {
  return (
    <DocsPage
      title="Limits"
      lead="What an app may do at first, and how to get more. Each figure has its reason beside it."
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Limits' }]}
      aside={<CodeBlock label="Headers of a refused call" language="http" code={refusal} />}
    >
      <DocsSection id="figures" title="What you start with">
        <DocsTable
          caption="Limits at first"
          columns={[
            { key: 'what', label: 'What' },
            { key: 'figure', label: 'Limit', className: 'sm:whitespace-nowrap' },
            { key: 'why', label: 'Why' },
          ]}
          rows={rows}
        />
        <p>
          There is no edge at which everything starts anew: after a burst you regain calls one by one, evenly. A message to ten people, or to a group of ten, is one send of your app and ten texts of the line: all of them go, or the call is refused.
        </p>
      </DocsSection>
      <DocsSection id="headers" title="What every answer tells">
        <p>
          <code>RateLimit-Policy</code> has the limit (<code>q</code>) and its time in seconds (<code>w</code>); <code>RateLimit</code> has what is left (<code>r</code>) and the seconds until all of it is there again (<code>t</code>). Refusals have them too, where <code>t</code> is the wait until this call passes, and with them <code>Retry-After</code>, the status 429 and <Link href="/docs/errors/POL0001">POL0001</Link>.
        </p>
        <p>Wait for <code>Retry-After</code>, then repeat the same call. A refused send was not sent.</p>
      </DocsSection>
      <DocsSection id="slow" title="When a line is sent slowly">
        <p>
          Handset is for people, not for bulk. A line whose apps together pass what a person does ({consumerPattern.map(({ label, most }) => `${number.format(most)} ${label.toLowerCase()}`).join('; ')}; or hardly any answers) is flagged. From then on one
          message of its apps leaves every {pacedEverySeconds} seconds, oldest first; its owner and other lines are not held up. Nothing is dropped: sends are accepted and stay <code>queued</code>, and become <code>expired</code> after 24 hours as ever. The app’s page here and the
          subscriber’s connected apps say so. Support looks at each flag. Spread what you send, write to people who answer, and wait with repeats.
        </p>
      </DocsSection>
      <DocsSection id="stop" title="When a recipient texts STOP">
        <p>
          A recipient who answers an app’s message with STOP (or UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE, OPT OUT) gets nothing more from any app of that line: Handset confirms it once, ends what waits, and tells that recipient of later sends{' '}
          <code>rejected</code> with the reason <code>opted-out</code>; the others of the same send go out. You see both in the answer to a send (<code>Prefer: return=representation</code>), and under <code>failures</code> of a message that you read by its id. START lifts it, HELP is answered with the names of the apps. The words and the answers are
          messages in the inbox like others.
        </p>
        <p>
          Do not answer STOP yourself, do not write through another app, do not ask the subscriber to write for you, and do not ask the recipient to undo it. Who asks you to stop in other words must be heeded too: that is up to you.
        </p>
      </DocsSection>
      <DocsSection id="more" title="Ask for more">
        <p>
          Open your app, <strong>Limits</strong>, and ask for a higher one. You see your last days replayed against the number you ask for: what was refused, and what would have passed. That result and your reason go to the support team.
        </p>
        <ul>
          <li>There is one open request for each app, environment and limit. Change it rather than file a second.</li>
          <li>The team can give all of it, part of it, or all of it for a time. It can propose another number, ask you for more, or decline and say why.</li>
          <li>The decision and the new limit take effect together.</li>
          <li>Limits of a line are not raised: they keep a person’s number from looking like a machine’s.</li>
        </ul>
      </DocsSection>
    </DocsPage>
  );
}
