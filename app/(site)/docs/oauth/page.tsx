import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { oauthCommands as commands } from '#content/docs.ts';
import { served } from '../../served.ts';

export const metadata: Metadata = { title: 'Ask for permission' };

const lifetimes = [
  { id: 'life-code', cells: { what: 'Code', modern: '60 seconds, used once', classic: '60 seconds, used once' } },
  { id: 'life-access', cells: { what: 'Access token', modern: '1 hour', classic: '2 days' } },
  { id: 'life-refresh', cells: { what: 'Refresh token', modern: '90 days in all, a new one at each use', classic: '90 days, a new one at each use' } },
];

export default function OAuthPage() {
  return (
    <DocsPage
      title="Ask for permission"
      lead="OAuth 2.0 with the authorization code. Done by hand here, so that you see each step; in your app a library does it."
      above={[{ label: 'Docs', href: '/docs' }, { label: 'Ask for permission' }]}
      aside={
        <>
          <CodeBlock label="Token answer" language="json" code={served(commands.tokenAnswer)} head={<Badge tone="ok">200 OK</Badge>} />
          <Notice tone="info" title="Libraries find everything by themselves">
            The addresses and abilities are listed at <a className="link wrap-anywhere" href="/.well-known/oauth-authorization-server">/.well-known/oauth-authorization-server</a>.
          </Notice>
        </>
      }
    >
      <DocsSection id="register" title="1. Register the app">
        <p>
          Sign in as a developer, open <Link href="/developer/apps">Your apps</Link>, and add an app with the redirect address <code>http://127.0.0.1:9000/callback</code>. Take its id and its secret; the secret is shown once.
        </p>
        <CodeBlock label="Your app" code={served(commands.app)} />
      </DocsSection>
      <DocsSection id="ask" title="2. Send the person to Handset">
        <p>Make a secret for this one request and its fingerprint (PKCE, S256):</p>
        <CodeBlock label="Verifier and challenge" code={served(commands.pkce)} />
        <p>Open the address that this prints, in a browser:</p>
        <CodeBlock label="Address of the question" code={served(commands.ask)} />
        <p>
          The person proves the line with a code, sees what you ask for, and decides. Then the browser goes to your redirect address with <code>code</code>, your <code>state</code>, and <code>iss</code>. If they decline, it has <code>error=access_denied</code> instead. Somebody who has said yes to the same before, and is signed in, is not asked again.
        </p>
      </DocsSection>
      <DocsSection id="exchange" title="3. Exchange the code">
        <p>Nothing listens on port 9000, so copy the code from the address bar. You have 60 seconds, and it works once.</p>
        <CodeBlock label="Code for a token" code={served(commands.exchange)} />
      </DocsSection>
      <DocsSection id="refresh" title="4. Stay allowed">
        <p>
          Before the access token ends, exchange the refresh token. Each answer has a new one, which replaces the old. A refresh token used twice ends the whole permission, since one of the two users must be a thief.
        </p>
        <CodeBlock label="A new access token" code={served(commands.refresh)} />
        <p>To give the permission back, revoke it:</p>
        <CodeBlock label="Give it back" code={served(commands.revoke)} />
      </DocsSection>
      <DocsSection id="lifetimes" title="How long things live">
        <DocsTable
          caption="Lifetimes by profile"
          columns={[
            { key: 'what', label: 'What' },
            { key: 'modern', label: 'Modern profile' },
            { key: 'classic', label: 'Classic profile' },
          ]}
          rows={lifetimes}
        />
        <p>
          Always read <code>expires_in</code>. A person may also end the permission, pause it, or have set a date for its end: the next call then gets a 401 or 403.
        </p>
      </DocsSection>
      <DocsSection id="classic" title="The classic profile">
        <p>
          For programs that exist already. Chosen when the app is registered, and only for apps that can keep a secret. It needs no <code>response_type</code>, no <code>state</code>, no PKCE and no <code>redirect_uri</code>: the one you registered is used. For anything new, take the modern one.
        </p>
        <CodeBlock label="Address of the question, classic" code={served(commands.classicAsk)} />
        <CodeBlock label="Code for a token, classic" code={served(commands.classicExchange)} />
        <p>
          Every answer has <code>refresh_token</code> and a number in <code>expires_in</code>. Scopes may be separated by commas or spaces in both profiles.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
