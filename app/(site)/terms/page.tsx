import type { Metadata } from 'next';
import { ReadingPage } from '#components/site/reading-page.tsx';
import { Notice } from '#components/ui/notice.tsx';

export const metadata: Metadata = { title: 'Terms' };

export default function TermsPage() {
  return (
    <ReadingPage title="Terms" lead="Short, so that you can read them." updatedOn="2026-11-22">
      <Notice tone="info" title="This is a demo on somebody’s own machine">
        Handset is software that a carrier or a company runs. Whoever runs it for real people puts its own terms here. Until then these hold.
      </Notice>
      <h2>What you may do</h2>
      <p>Use your own line. Write to people who would expect to hear from you. Give apps permission, and take it back whenever you like, with no reason.</p>
      <h2>What you may not do</h2>
      <ul>
        <li>Use a line that is not yours, or let somebody believe that you are another person.</li>
        <li>Send in bulk, or send what the law or the other person’s refusal forbids.</li>
        <li>Get around limits with several apps or accounts.</li>
        <li>Break in, or try to. Testing your own installation is welcome.</li>
      </ul>
      <h2>If you build an app</h2>
      <ul>
        <li>Ask for what you need and say what for. Do nothing with a message that the person would be surprised by.</li>
        <li>Keep secrets and tokens out of public places. If one gets out, replace it the same day.</li>
        <li>When a person ends the permission, delete what you have read, unless they asked you to keep it.</li>
      </ul>
      <h2>What we may do</h2>
      <p>Limit, pause or switch off an app that harms people or the network, and tell its owner why. No message is dropped in silence.</p>
      <h2>What we do not promise</h2>
      <p>That a message arrives, or when. Texts are not for emergencies: call the emergency number instead. SMS and MMS are not encrypted end to end.</p>
      <h2>The software</h2>
      <p>It is open source under the Apache License 2.0, which comes with it, and which says that there is no warranty.</p>
    </ReadingPage>
  );
}
