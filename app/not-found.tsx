import type { Metadata } from 'next';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { NoPage } from '#components/site/no-page.tsx';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <AskFrame>
      <NoPage home={{ href: '/', label: 'Go to the front page' }} />
    </AskFrame>
  );
}
