'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';

export interface CopyButtonProps {
  text: string;
  /** What it copies, for screen readers: *Copy the request*. */
  label?: string;
  /** An icon alone. */
  compact?: boolean;
  className?: string;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label = 'Copy', compact = false, className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('failed');
    }
  }
  const icon = state === 'copied' ? <Check className="text-ok" /> : <Copy />;
  const word = state === 'copied' ? 'Copied' : state === 'failed' ? 'Select and copy by hand' : 'Copy';
  return (
    <>
      {compact ? (
        <IconButton size="icon-sm" icon={icon} label={label} onClick={() => void copy()} className={className} />
      ) : (
        <Button variant="ghost" size="sm" onClick={() => void copy()} className={className} aria-label={state === 'idle' ? label : undefined}>
          {icon}
          {word}
        </Button>
      )}
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : word}
      </span>
    </>
  );
}
