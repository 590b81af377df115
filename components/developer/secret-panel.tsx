'use client';

import { KeyRound } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { EnvironmentBadge } from '#components/console/environment.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { Environment } from '#lib/domain/rate-limit.ts';

/** A new secret, shown until it is stored or the page is left; it lives in this component's memory alone. */
export function SecretPanel({ clientId, secret, environment, onStored, next }: { clientId: string; secret: string; environment: Environment; onStored?: () => void; next?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [secret]);
  return (
    <section aria-labelledby="secret-once" className="grid gap-3 rounded-card border border-accent bg-surface p-4 shadow-[0_0_0_1px_var(--accent)]">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <h2 id="secret-once" ref={heading} tabIndex={-1} className="flex items-center gap-1.5 text-14">
            <KeyRound className="size-4" />
            Copy your new secret now
          </h2>
          <p className="text-12 text-muted">It is shown once. We keep a hash, the first letters and the last four, so we cannot show it again.</p>
        </div>
        <EnvironmentBadge environment={environment} />
      </div>
      <dl className="grid gap-2">
        <div>
          <dt className="text-12 text-muted">Client id</dt>
          <dd className="flex flex-wrap items-center gap-2">
              <output className="min-w-0 flex-[1_1_20rem] rounded-control border border-strong bg-surface px-3 py-2 font-mono text-13 wrap-anywhere">{clientId}</output>
              <CopyButton text={clientId} label="Copy the client id" />
            </dd>
        </div>
        <div>
          <dt className="text-12 text-muted">Client secret</dt>
          <dd className="flex flex-wrap items-center gap-2">
            <output className="min-w-0 flex-[1_1_20rem] rounded-control border border-strong bg-surface px-3 py-2 font-mono text-13 wrap-anywhere">{secret}</output>
            <CopyButton text={secret} label="Copy the secret" />
          </dd>
        </div>
      </dl>
      <p className="text-12 text-muted">The last six characters are a checksum: a scanner can tell a real secret from a fake one without asking us.</p>
      <div className="flex flex-wrap gap-2">
        {onStored && (
          <Button onClick={onStored} variant="primary">
            I have stored it
          </Button>
        )}
        {next}
      </div>
    </section>
  );
}
