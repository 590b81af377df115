import { SearchX } from 'lucide-react';
import { ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export interface NoPageProps {
  /** Where the visitor is at home. */
  home: { href: string; label: string };
}

/** What stands where no page is, or none that the visitor may see. */
export function NoPage({ home }: NoPageProps) {
  return (
    <EmptyState
      heading="h1"
      icon={<SearchX />}
      title="There is no page here"
      action={
        <>
          <ButtonLink href={home.href} variant="primary">
            {home.label}
          </ButtonLink>
          <ButtonLink href="/faqs">Search the answers</ButtonLink>
        </>
      }
    >
      <p>The address may be mistyped, or the page is not yours to see. We say the same in both cases.</p>
    </EmptyState>
  );
}
