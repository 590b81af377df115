import type { Metadata } from 'next';
import { FieldList } from '#components/site/docs/api/field-list.tsx';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { RichText } from '#components/site/rich-text.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { signatureCheck, stompFrames, webhookCommands as commands } from '#content/webhooks.ts';
import { maxEventsPerNotification } from '#lib/domain/notification.ts';
import { failingDays, retryWindowSeconds } from '#lib/domain/webhook-retry.ts';
import { document } from '#app/(site)/docs/api/document.ts';
import { fieldsOf } from '#app/(site)/docs/api/fields.ts';
import { served } from '../../served.ts';

export const metadata: Metadata = { title: 'Webhooks' };

const { post } = document.webhooks['notification'] ?? {};
const body = post?.requestBody?.content['application/json'];
// Nothing is needed of a reader: which may be missing is said beside the field.
const fields = fieldsOf(body?.schema).map((each) => ({ ...each, needed: false }));
const parameters = (post?.parameters ?? []).flatMap((each) => ('$ref' in each ? [] : each));
const headerRows = parameters.map(({ name, description = '' }) => ({ id: name, cells: { name: <code>{name}</code>, what: <RichText text={description} /> } }));
const exampleHeaders = ['POST /your/address HTTP/1.1', 'Content-Type: application/json', ...parameters.map(({ name, schema }) => `${name}: ${String(schema.examples?.[0])}`)].join('\n');

const answerRows = [
  { id: 'answer-2xx', cells: { answer: 'Any 2xx', then: 'It is done. The next notification of this subscription may come.' } },
  { id: 'answer-410', cells: { answer: '410', then: 'The subscription ends.' } },
  { id: 'answer-other', cells: { answer: 'All else, or none within 15 seconds', then: 'It is tried again, the same changes under the same id. Redirects are not followed.' } },
];

export default function WebhooksPage() {
  return (
    <DocsPage
      title="Webhooks"
      lead="Be told when something changes in an inbox: by a post to your server, or over a connection that your program opens."
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Webhooks' }]}
      aside={
        <>
          <CodeBlock label="Headers" language="http" code={exampleHeaders} />
          <CodeBlock label="Body" language="json" code={JSON.stringify(body?.example, null, 2)} />
        </>
      }
    >
      <DocsSection id="set-up" title="Set up">
        <ol>
          <li>
            Open <Link href="/developer/apps">your app</Link>, <strong>Webhooks</strong>, and give a public https address. Copy the signing secret; it is shown once.
          </li>
          <li>Create the channel of the app, once, with a token of the app itself.</li>
          <li>Subscribe to an inbox with the token of its person. It needs the scope <code>MIM</code>.</li>
        </ol>
        <CodeBlock label="Token of the app" code={served(commands.appToken)} />
        <CodeBlock label="Channel" code={served(commands.channel)} />
        <CodeBlock label="Subscription" code={served(commands.subscribe)} />
        <p>
          On your own machine: <code>WEBHOOKS_TO_LOOPBACK=true npm run dev</code> lets an app give an http address of this machine. <code>npm start</code> runs as in production and never does.
        </p>
        <p>
          You are told of what happens from then on. It ends with the term you ask for, and with the permission. While the person has paused your app, changes wait. <Link href="/docs/api/notifications">All calls and fields</Link>.
        </p>
      </DocsSection>
      <DocsSection id="post" title="What is posted">
        <p>
          One notification holds up to {maxEventsPerNotification} changes. The <code>text</code> is read when it is posted: a message that was deleted meanwhile is left out. For pictures, <Link href="/docs/api/messages#getMessage">get the message</Link>. Codes that Handset itself texts are never told.
        </p>
        <FieldList fields={fields} />
        <DocsTable
          caption="Headers of a post"
          columns={[
            { key: 'name', label: 'Header', className: 'sm:whitespace-nowrap' },
            { key: 'what', label: 'What it holds' },
          ]}
          rows={headerRows}
        />
      </DocsSection>
      <DocsSection id="check" title="Check the signature">
        <p>
          Anybody can post to your address; only we have the secret. Posts are signed as <a className="link" href="https://www.standardwebhooks.com">Standard Webhooks</a> says, so its libraries work. By hand it is this:
        </p>
        <CodeBlock label="Check a signature" language="typescript" code={signatureCheck} />
        <ul>
          <li>Check the bytes as they came. JSON that was read and written again has other ones.</li>
          <li>Refuse what is older than five minutes: it may be an old post, sent again by somebody else.</li>
          <li>
            Keep the <code>webhook-id</code> of what you have done, and do it once. A post whose answer was lost comes again.
          </li>
          <li>While you rotate the secret, each post has two signatures. One that fits is enough.</li>
        </ul>
      </DocsSection>
      <DocsSection id="answer" title="Answers and repeats">
        <DocsTable
          caption="What your answer means"
          columns={[
            { key: 'answer', label: 'You answer' },
            { key: 'then', label: 'What follows' },
          ]}
          rows={answerRows}
        />
        <p>
          Answer at once and work afterwards. Repeats come after about 5 seconds, then three times as long each time up to 4 hours, for {retryWindowSeconds / 3600} hours; a longer <code>Retry-After</code> of yours is heeded. Changes that come meanwhile wait, so that a subscription stays in order.
        </p>
        <p>
          Then the notification counts as failed. The log on the page of the app shows each attempt and sends it again when you say so. An address without one success for {failingDays} days is switched off, until you switch it on.
        </p>
      </DocsSection>
      <DocsSection id="connect" title="Without a public address">
        <p>
          A program at a desk or in a browser asks for credentials and connects. They work once; the connection ends with the token, the permission or a pause. After a break, ask again, and use <Link href="/docs/api/message-index#getMessagesDelta">the delta</Link> for what you missed.
        </p>
        <CodeBlock label="Credentials" code={served(commands.queue)} />
        <ul>
          <li>
            <strong>STOMP 1.2</strong> at <code>wssUrl</code>, over a WebSocket: <code>CONNECT</code> with the credentials, <code>SUBSCRIBE</code> to your queue, and each <code>MESSAGE</code> has a body as above. The mark <code>^@</code> is a zero byte.
          </li>
          <li>
            <strong>An event stream</strong> (SSE) at <code>httpsUrl</code>, with Basic authentication: the <code>data</code> of each event is a body as above.
          </li>
        </ul>
        <CodeBlock label="STOMP frames" language="http" code={served(stompFrames)} />
        <CodeBlock label="Event stream" code={served(commands.stream)} />
        <p>
          A consent may have 5 connections. A page may connect from the origin of one of the app’s redirect addresses.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
