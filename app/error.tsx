'use client';

import { CloudAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What went wrong is in the log under the reference; none of it is shown here. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <main id="main" ref={box} tabIndex={-1} className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        heading="h1"
        icon={<CloudAlert />}
        title="This page did not load"
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <ButtonLink href="/">Go to the front page</ButtonLink>
          </>
        }
      >
        <p>The fault is ours. Messages you sent are kept, and nothing is sent twice.</p>
        {error.digest && (
          <p className="mt-2">
            If it happens again, tell support this reference: <code className="font-mono text-ink">{error.digest}</code>
          </p>
        )}
      </EmptyState>
    </main>
  );
}
