'use client';

import type { ComponentProps, Ref } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface MessageFieldProps extends Omit<ComponentProps<'textarea'>, 'value' | 'ref'> {
  value: string;
  /** The character that makes it an MMS, counted in code points from 1. */
  markAt?: number | undefined;
  fieldRef?: Ref<HTMLTextAreaElement>;
}

/**
 * A field that grows with its text. A copy of the text lies behind it: it gives the height, and marks one character without moving
 * any, since the mark is background and shadow only.
 */
export function MessageField({ value, markAt, fieldRef, className, ...props }: MessageFieldProps) {
  const characters = Array.from(value);
  const marked = markAt === undefined ? undefined : characters[markAt - 1];
  const text = 'font-sans text-16 whitespace-pre-wrap wrap-anywhere';
  return (
    <div className={cn('max-h-[min(40dvh,22rem)] overflow-y-auto', className)}>
      <div className="relative">
        <div aria-hidden="true" className={cn(text, 'min-h-6 text-transparent')}>
          {marked === undefined || markAt === undefined ? (
            value
          ) : (
            <>
              {characters.slice(0, markAt - 1).join('')}
              <mark className="bg-mark text-transparent shadow-[inset_0_-2px_0_var(--warn)]">{marked}</mark>
              {characters.slice(markAt).join('')}
            </>
          )}
          {/* A last line break has height only with something after it. */}
          {'\u200b'}
        </div>
        <textarea
          ref={fieldRef}
          rows={1}
          value={value}
          dir="auto"
          className={cn(text, 'absolute inset-0 block size-full resize-none overflow-hidden border-0 bg-transparent p-0 text-ink outline-none')}
          {...props}
        />
      </div>
    </div>
  );
}
