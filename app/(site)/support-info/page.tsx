import type { Metadata } from 'next';
import { ReadingPage } from '#components/site/reading-page.tsx';
import { Link } from '#components/ui/link.tsx';

export const metadata: Metadata = { title: 'Support' };

export default function SupportInfoPage() {
  return (
    <ReadingPage title="Support" lead="Where to turn, and what helps us to help." updatedOn="2026-11-23">
      <h2 id="first">First look here</h2>
      <ul>
        <li>
          The <Link href="/faqs">questions and answers</Link> can be searched.
        </li>
        <li>
          A message did not arrive? Open it in the inbox: each person has a state, and a failed one has its reason in words.
        </li>
        <li>
          A program got an error? Its code has <Link href="/docs/errors">a page</Link> that says what to do.
        </li>
      </ul>
      <h2 id="contact">Talk to a person</h2>
      <p>
        Handset is run by a carrier or a company, and support is theirs: the number on your bill, or whoever gave you this address. On your own machine that is you, and the log is the place to look; the terminal names its file when Handset starts.
      </p>
      <p>Tell them the time, the reference on the page if there is one, and what you wanted to do. They never need a code that was texted to you, and they cannot read your messages.</p>
      <h2 id="developers">For developers</h2>
      <p>
        Requests for a <Link href="/docs/limits#more">higher limit</Link> start on the page of your app. The talk about a request stays with it.
      </p>
      <h2 id="password">Lost your password</h2>
      <p>
        A developer or support account gets a new one from whoever runs this installation: Handset sends no e-mail. With a passkey you sign in without it; make one under your account while you can.
      </p>
      <h2 id="report">Report an app</h2>
      <p>
        If an app does what you did not expect, end it first under <Link href="/connected-apps">Connected apps</Link>; that works at once. Then tell support its name and what it did. The list of its acts stays on that page after the end.
      </p>
      <h2 id="lost">Lost your phone</h2>
      <p>
        Have your carrier block the line. Then nobody can sign in with a code texted to it. From a device where you are still signed in, end the other sessions under <Link href="/account">your account</Link>.
      </p>
    </ReadingPage>
  );
}
