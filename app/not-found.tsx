import type { Metadata } from 'next';
import { SearchX } from 'lucide-react';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <AskFrame>
      <EmptyState
        heading="h1"
        icon={<SearchX />}
        title="There is no page here"
        action={
          <>
            <ButtonLink href="/" variant="primary">
              Go to the front page
            </ButtonLink>
            <ButtonLink href="/faqs">Search the answers</ButtonLink>
          </>
        }
      >
        <p>The address may be mistyped, or the page is not yours to see. We say the same in both cases.</p>
      </EmptyState>
    </AskFrame>
  );
}
