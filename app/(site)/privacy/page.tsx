import type { Metadata } from 'next';
import { ReadingPage } from '#components/site/reading-page.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';

export const metadata: Metadata = { title: 'Privacy' };

const cookies = [
  { name: 'handset.session', use: 'Keeps you signed in. It has a random name for your session and nothing about you.' },
  { name: 'handset.csrf, handset.callback', use: 'Make sure that a form was sent from our own page, and lead you back after signing in.' },
  { name: 'handset.browser', use: 'A random name for this browser: a code texted to you works only here.' },
  { name: 'theme', use: 'Light or dark, if you have chosen.' },
];

export default function PrivacyPage() {
  return (
    <ReadingPage title="Privacy" lead="What is kept, who sees it, and how you end that." updatedOn="2026-11-22">
      <Notice tone="info" title="This is a demo on somebody’s own machine">
        All of it is in the database and the folder of the machine that runs it. Whoever runs Handset for real people is responsible for their data, and names themselves here.
      </Notice>
      <h2>What is kept</h2>
      <ul>
        <li>Your number, and whether your line may use the service.</li>
        <li>Your messages in both directions, with pictures and other parts, and what became of each.</li>
        <li>Which apps you allowed what, and what each of them did and when.</li>
        <li>Your sessions: when, and from what kind of device.</li>
        <li>From developers and support staff: name, e-mail address, and what they did here.</li>
      </ul>
      <h2>Who sees it</h2>
      <ul>
        <li>You, all of it.</li>
        <li>An app, only what you allowed. Codes that Handset texts you to sign in are kept from every app.</li>
        <li>Support staff, counts and states but not the text of messages, and numbers only in part.</li>
        <li>Your carrier carries the messages, as it always did. The carriers of the people you write to do so too.</li>
        <li>Nobody else. Nothing is sold or shared, there is no advertising and no counting of visitors, and these pages load nothing from other hosts.</li>
      </ul>
      <h2>What is not written down</h2>
      <p>The log of the software has no text of messages and no whole numbers. Passwords, secrets and codes are kept only as fingerprints that cannot be turned back.</p>
      <h2>Cookies</h2>
      <p>Only these, all ours. With https the names of the first three begin with <code>__Host-</code>.</p>
      <ul>
        {cookies.map((cookie) => (
          <li key={cookie.name}>
            <code>{cookie.name}</code>: {cookie.use}
          </li>
        ))}
      </ul>
      <p>The browser itself may also keep a draft that you have not sent.</p>
      <h2>How long</h2>
      <p>Messages stay until you delete them. A deleted message leaves a mark without its content for at least 30 days, so that apps learn of the deletion. An index that nobody used for 30 days is dropped; the messages stay.</p>
      <h2>Your choices</h2>
      <p>
        They are on a page of their own: <Link href="/privacy-choices">Your privacy choices</Link>.
      </p>
    </ReadingPage>
  );
}
