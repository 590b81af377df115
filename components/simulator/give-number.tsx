'use client';

import { UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

/** The carrier gives the number to somebody else: asked about once, in place, since it ends all that the present owner has. */
export function GiveNumber({ name, isBusy, onGive }: { name: string; isBusy: boolean; onGive: () => void }) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button type="button" variant="ghost" size="sm" className="h-auto max-w-full w-fit justify-self-center px-1 text-left text-12 font-normal whitespace-normal text-muted hover:text-ink" onClick={() => setAsking(true)}>
        <UserRoundX aria-hidden="true" />
        Give this number to somebody else
      </Button>
    );
  }
  return (
    <div role="group" aria-label={`Give the number of ${name} away`} className="grid justify-items-center gap-2 rounded-card border border-border bg-surface p-3 text-center text-12">
      <p>{name} loses the number: signed out everywhere, all apps ended, the inbox deleted. The phone starts empty.</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button
          type="button"
          variant="danger"
          size="sm"
          disabled={isBusy}
          onClick={() => {
            setAsking(false);
            onGive();
          }}
        >
          Give it away
        </Button>
        <Button type="button" size="sm" onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
