'use client';

import { KeyRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';

/** A new signing secret, shown until it is stored or the page is left; it lives in memory alone. */
export function WebhookSecretOnce({ secret, onStored }: { secret: string; onStored: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [secret]);
  return (
    <section aria-labelledby="webhook-secret-once" className="grid gap-3 rounded-card border border-accent bg-surface p-4 shadow-[0_0_0_1px_var(--accent)]">
      <div>
        <h2 id="webhook-secret-once" ref={heading} tabIndex={-1} className="flex items-center gap-1.5 text-14">
          <KeyRound className="size-4" />
          Copy the signing secret now
        </h2>
        <p className="text-12 text-muted">It is shown once. Your server checks with it that a post is from Handset and unchanged.</p>
      </div>
      <p className="flex flex-wrap items-center gap-2">
        <output className="min-w-0 flex-[1_1_20rem] rounded-control border border-strong bg-surface px-3 py-2 font-mono text-13 wrap-anywhere">{secret}</output>
        <CopyButton text={secret} label="Copy the signing secret" />
      </p>
      <Button onClick={onStored} variant="primary" className="justify-self-start">
        I have stored it
      </Button>
    </section>
  );
}
