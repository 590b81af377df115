'use client';

import { Fragment, type ComponentProps, type Ref } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface MessageFieldProps extends Omit<ComponentProps<'textarea'>, 'value' | 'ref'> {
  value: string;
  /** The characters that make it an MMS, in order; counted in code points from 1. */
  marks: readonly { at: number; length: number }[];
  fieldRef?: Ref<HTMLTextAreaElement>;
}

/**
 * A field that grows with its text. A copy of the text lies behind it: it gives the height, and marks characters without moving
 * any, since the mark is background and shadow only.
 */
export function MessageField({ value, marks, fieldRef, className, ...props }: MessageFieldProps) {
  const characters = marks.length > 0 ? Array.from(value) : [];
  const last = marks.at(-1);
  const text = 'font-sans text-16 whitespace-pre-wrap wrap-anywhere';
  return (
    <div className={cn('max-h-[min(40dvh,22rem)] overflow-y-auto', className)}>
      <div className="relative">
        <div aria-hidden="true" className={cn(text, 'min-h-6 text-transparent')}>
          {marks.map(({ at, length }, index) => {
            const before = marks[index - 1];
            return (
              <Fragment key={at}>
                {characters.slice(before ? before.at - 1 + before.length : 0, at - 1).join('')}
                <mark className="bg-mark text-transparent shadow-[inset_0_-2px_0_var(--warn)]">{characters.slice(at - 1, at - 1 + length).join('')}</mark>
              </Fragment>
            );
          })}
          {last ? characters.slice(last.at - 1 + last.length).join('') : value}
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
