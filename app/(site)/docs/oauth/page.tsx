import type { Metadata } from 'next';
import { DocsPage, DocsSection } from '#components/site/docs/docs-page.tsx';
import { DocsTable } from '#components/site/docs/docs-table.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { oauthCommands as commands } from '#content/docs.ts';
import { scopeNames, scopes } from '#lib/domain/scope.ts';
import { served } from '../../served.ts';

export const metadata: Metadata = { title: 'Ask for permission' };

const deviceAnswers = [
  { id: 'device-pending', cells: { error: <code>authorization_pending</code>, what: 'Nobody has decided yet. Wait for the interval, then ask again.' } },
  { id: 'device-slow', cells: { error: <code>slow_down</code>, what: 'You asked too soon. Wait five seconds longer from now on.' } },
  { id: 'device-denied', cells: { error: <code>access_denied</code>, what: 'The person said no, or that the device is not theirs, or ended the permission before you asked. Stop.' } },
  { id: 'device-expired', cells: { error: <code>expired_token</code>, what: 'Ten minutes are over. Ask for a new code when somebody wants one.' } },
];

const promptValues = [
  { id: 'prompt-none', cells: { value: <code>none</code>, what: 'No page at all: a code at once, or an error. It stands alone.' } },
  { id: 'prompt-login', cells: { value: <code>login</code>, what: 'The person signs in again first, then it goes on as ever.' } },
  { id: 'prompt-consent', cells: { value: <code>consent</code>, what: 'The question is shown, whatever was allowed before.' } },
  { id: 'prompt-select', cells: { value: <code className="whitespace-nowrap">select_account</code>, what: 'The question is shown with the number it is about; “Not you?” beside it leads to another.' } },
];

const silentAnswers = [
  { id: 'silent-login', cells: { error: <code>login_required</code>, what: 'Nobody is signed in to Handset in this browser.' } },
  { id: 'silent-consent', cells: { error: <code className="whitespace-nowrap">consent_required</code>, what: 'The person has not allowed all of this, has paused it, or has ended it.' } },
  { id: 'silent-interaction', cells: { error: <code className="whitespace-nowrap">interaction_required</code>, what: 'It is allowed, but the line may not be used now. The page says why.' } },
];

const ways = { IMMN: 'A person says yes. Ticked when you register an app.', MIM: 'A person says yes. Tick it yourself.', NOTIFICATIONCHANNEL: 'For itself, without a person, if it has MIM.' };
const scopeRows = scopeNames.map((name) => ({ id: `scope-${name}`, cells: { scope: <code>{name}</code>, what: `${scopes[name].label}.`, how: ways[name] } }));

const lifetimes = [
  { id: 'life-code', cells: { what: 'Code', modern: '60 seconds, used once', classic: '60 seconds, used once' } },
  { id: 'life-device', cells: { what: 'Codes of a device', modern: '10 minutes, used once', classic: '10 minutes, used once' } },
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
          <CodeBlock label="Token answer, modern profile" language="json" code={served(commands.tokenAnswer)} head={<Badge tone="ok">200 OK</Badge>} />
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
      <DocsSection id="scopes" title="What an app may ask for">
        <p>
          An app asks for scopes, and only for those that it is registered for. A new one has <code>IMMN</code> unless you tick more; the examples here ask for that alone. Tick <code>MIM</code> while you register the app, or later: <Link href="/developer/apps">Your apps</Link>, the app, <em>Settings</em>, <em>Scopes</em>. Then write <code>scope=IMMN,MIM</code>. People whom the app asked before are asked again for what is new.
        </p>
        <DocsTable caption="Scopes" columns={[{ key: 'scope', label: 'scope' }, { key: 'what', label: 'What it permits' }, { key: 'how', label: 'How an app gets it' }]} rows={scopeRows} />
        <p>
          Anything else is refused with <code>invalid_scope</code>: a scope that the app is not registered for, one that does not exist, or none at all. <code>error_description</code> says which. The browser brings it to your redirect address beside <code>state</code>, without the person being asked; somebody who is not signed in reads that the app made a mistake, and gets there by a link; a pushed question and a device get it as a 400.
        </p>
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
          Before the access token ends, exchange the refresh token. Each answer has a new one, which replaces the old. A refresh token used twice ends all tokens that came from the same code, since one of the two users must be a thief.
        </p>
        <CodeBlock label="A new access token" code={served(commands.refresh)} />
        <p>
          When you need the tokens no longer, for example after a sign-out in your app, revoke the refresh token. It ends with all that came from the same code, access tokens too; an access token alone ends alone (RFC 7009).
        </p>
        <CodeBlock label="End the tokens" code={served(commands.revoke)} />
        <p>
          In either case the permission itself stands: the person gave it, and the person ends it, in <Link href="/connected-apps">Connected apps</Link>. Send them to Handset again and you get a new code. Whether it still stands you see by <a className="link" href="#prompt"><code>prompt=none</code></a>: the answer
          is a code, or <code>consent_required</code>. Tokens of another device of the same person go on working.
        </p>
      </DocsSection>
      <DocsSection id="prompt" title="Ask again, or not at all (prompt)">
        <p>
          The link of step 2 may say <code>prompt</code>, with the values of OpenID Connect, divided by spaces; anything else is refused with <code>invalid_request</code>. Left out, whoever has said yes to the same before and is signed in is not asked.
        </p>
        <DocsTable caption="Values of prompt" columns={[{ key: 'value', label: 'prompt' }, { key: 'what', label: 'What happens' }]} rows={promptValues} />
        <DocsTable caption="Answers to prompt=none, beside a code" columns={[{ key: 'error', label: 'error' }, { key: 'what', label: 'What it means' }]} rows={silentAnswers} />
      </DocsSection>
      <DocsSection id="device" title="A device without a browser">
        <p>
          For televisions, printers and the like (RFC 8628), when the app is registered for devices; both profiles may. The device asks for two codes. <code>device_name</code> is what the person is told it is; without it they read what its <code>User-Agent</code> tells.
        </p>
        <CodeBlock label="Codes for a device" code={served(commands.device)} />
        <CodeBlock label="Answer to a device" language="json" code={served(commands.deviceAnswer)} />
        <p>
          Show the code and the address, best with the QR code of <code>verification_uri_complete</code>; if the device cannot draw one, we do. The person opens the address on a phone, checks the code, and decides as on any other day. Whoever comes by the QR code confirms the code as well.
        </p>
        <CodeBlock label="The QR code as a drawing" code={served(commands.deviceDrawing)} />
        <p>Meanwhile the device asks for its token, at most once in each interval:</p>
        <CodeBlock label="Token for a device" code={served(commands.devicePoll)} />
        <DocsTable caption="Answers until there is a token" columns={[{ key: 'error', label: 'error' }, { key: 'what', label: 'What it means' }]} rows={deviceAnswers} />
        <p>
          The device code gives tokens once. Used a second time, it ends what it gave. <Link href="/simulator/television">The television of the simulator</Link> does all of this.
        </p>
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
      <DocsSection id="par" title="Push the question first (PAR)">
        <p>
          Instead of writing the question into a link that passes through the browser, your server can send it to Handset itself (RFC 9126). It is judged at once, so mistakes come back to your server, and nobody on the way can read or change it.
        </p>
        <CodeBlock label="Push the question" code={served(commands.push)} />
        <CodeBlock label="Answer to the push" language="json" code={served(commands.pushAnswer)} head={<Badge tone="ok">201 Created</Badge>} />
        <p>
          Send the browser on with <code>client_id</code> and <code>request_uri</code> alone. It works once, within 60 seconds; whatever else stands in the link is not read. Everything after that is as above.
        </p>
        <CodeBlock label="Address of the pushed question" code={served(commands.pushedAsk)} />
        <p>
          Any app of the modern profile may do this. With the switch <em>Requests must be pushed</em> in the app’s settings a plain link is refused with <code>invalid_request</code>.
        </p>
      </DocsSection>
      <DocsSection id="dpop" title="Bind tokens to a key (DPoP)">
        <p>
          A bearer token opens the door for whoever holds it. Bound to a key that only you have, a stolen one is worth nothing (RFC 9449). Make a key once and keep it secret, and sign a proof for each request with it:
        </p>
        <CodeBlock label="A key" code={served(commands.proofKey)} />
        <CodeBlock label="A program that signs proofs" code={served(commands.proof)} />
        <p>
          A proof in the header <code>DPoP</code> of the token request binds the access token and the refresh token; the answer says <code>&quot;token_type&quot;: &quot;DPoP&quot;</code>. Refreshing needs a proof by the same key.
        </p>
        <CodeBlock label="Code for a bound token" code={served(commands.boundExchange)} />
        <p>Calls name the scheme <code>DPoP</code> and bring a proof that holds the hash of the token (this one needs <code>MIM</code>):</p>
        <CodeBlock label="A call with a bound token" code={served(commands.boundCall)} />
        <p>
          A proof works once and for a minute before and after our time. <code>htu</code> is the address as it is written here, without the query. We read ES256, ES384, Ed25519 (also as EdDSA), PS256 and RS256. To bind the code as well, send <code>dpop_jkt</code> with the question, or a proof with the push. The credentials of a queue are asked for with a proof and then stand for themselves, once.
        </p>
        <p>
          With the switch <em>Tokens must be bound to a key</em> every token request needs a proof, or it is refused with <code>invalid_dpop_proof</code>. Refresh tokens from before the switch are refused with <code>invalid_grant</code>: send the person to Handset again, who is not asked anew if nothing has changed. Bearer access tokens from before run out by themselves, within the hour.
        </p>
      </DocsSection>
      <DocsSection id="classic" title="The classic profile">
        <p>
          For programs that exist already. Chosen when the app is registered, and only for apps that can keep a secret. It needs no <code>response_type</code>, no <code>state</code>, no PKCE and no <code>redirect_uri</code>: the one you registered is used. For anything new, take the modern one.
        </p>
        <CodeBlock label="Address of the question, classic" code={served(commands.classicAsk)} />
        <CodeBlock label="Code for a token, classic" code={served(commands.classicExchange)} />
        <CodeBlock label="Token answer, classic" language="json" code={served(commands.classicTokenAnswer)} head={<Badge tone="ok">200 OK</Badge>} />
        <p>
          Every answer has <code>refresh_token</code> and a number in <code>expires_in</code>: 172800 seconds are the 2 days of the table. Scopes may be separated by commas or spaces in both profiles.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
