'use client';

import { type Press, usePress } from '#components/inbox/use-press.ts';
import { Button } from '#components/ui/button.tsx';

/** One press builds the index; the page follows by itself. */
export function BuildIndexButton({ label, isPrimary, build }: { label: string; isPrimary: boolean; build: Press }) {
  const { isPending, problem, run } = usePress(build);
  return (
    <>
      <Button variant={isPrimary ? 'primary' : 'secondary'} pending={isPending} onClick={run}>
        {isPending ? 'Starting' : label}
      </Button>
      {problem && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {problem}
        </p>
      )}
    </>
  );
}
