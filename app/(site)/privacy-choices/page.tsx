import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ReadingPage } from '#components/site/reading-page.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';

export const metadata: Metadata = { title: 'Your privacy choices' };

export default async function PrivacyChoicesPage() {
  // Global Privacy Control: the browser says that its user objects to selling and sharing.
  const objects = (await headers()).get('sec-gpc') === '1';
  return (
    <ReadingPage title="Your privacy choices" lead="Everything that is yours to decide, and where." updatedOn="2026-11-22">
      <Notice tone="ok" title={objects ? 'Your browser asks us not to sell or share your data' : 'Your data is not sold or shared'}>
        {objects ? 'We see that, and there is nothing to switch off: Handset does neither.' : 'There is nothing to opt out of. If your browser asks for this by itself, we see that too.'}
      </Notice>
      <h2>Which apps may use your line</h2>
      <p>
        <Link href="/connected-apps">Connected apps</Link> shows each one, what it may do, and what it did. Pause it, give it an end date, or end it. Ending works at once.
      </p>
      <h2>What is kept of your messages</h2>
      <p>
        Delete a message or a conversation in the <Link href="/inbox">inbox</Link>. It is gone for you and for every app, and it does not come back. Your phone keeps its own copy, and so do the people you wrote to.
      </p>
      <h2>Where you are signed in</h2>
      <p>
        <Link href="/account">Your account</Link> lists your sessions. End any of them, or all others at once.
      </p>
      <h2>A copy of what is yours</h2>
      <p>
        An app that you allow to read can fetch all of your messages, and <Link href="/docs">how</Link> is public. What you allowed whom is listed under <Link href="/connected-apps">Connected apps</Link>.
      </p>
      <h2>Colors</h2>
      <p>The choice of light or dark at the foot of this page is kept in a cookie of this browser. Choose System to remove it.</p>
      <h2>Anything else</h2>
      <p>
        <Link href="/support-info">Ask support</Link>. You need not say why.
      </p>
    </ReadingPage>
  );
}
