import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { CodeText, commandsOf, type CodeLanguage } from '#components/ui/code-text.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';

export interface CodeBlockProps {
  /** In a shell listing `$ ` starts a command; what it prints may follow. */
  code: string;
  language?: CodeLanguage;
  /** Names the block: *Request*. */
  label: string;
  /** Shown at the left of the head instead of the label: a badge, a switch of languages. */
  head?: ReactNode;
  className?: string;
}

/** Code with a head and *Copy*. Copies commands without their prompt and without their output. */
export function CodeBlock({ code, language = 'shell', label, head, className }: CodeBlockProps) {
  return (
    <div role="group" aria-label={label} className={cn('min-w-0 overflow-hidden rounded-card border border-border bg-surface', className)}>
      <div className="flex min-h-11 items-center gap-2 border-b border-border bg-sunken pr-2 pl-4">
        <div className="min-w-0 flex-1 text-13 text-muted">{head ?? label}</div>
        <CopyButton text={language === 'shell' ? commandsOf(code) : code} label={`Copy: ${label}`} compact />
      </div>
      {/* Long lines wrap, so that nothing hides behind a sideways scroll. */}
      <pre className="p-4 font-mono text-13 wrap-anywhere whitespace-pre-wrap max-sm:text-12">
        <code>
          <CodeText code={code} language={language} />
        </code>
      </pre>
    </div>
  );
}
