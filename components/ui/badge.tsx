import type { ComponentProps, ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { toneIcon, toneSoft, toneText, type Tone } from '#components/ui/tone.tsx';

export interface BadgeProps extends ComponentProps<'span'> {
  tone?: Tone;
  /** An icon of its own; `null` for none; left out, the one of the tone. */
  icon?: ReactNode;
}

/** A state in an icon and a word. */
export function Badge({ tone = 'neutral', icon, className, children, ...props }: BadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex h-6 items-center gap-1.5 rounded-full border px-2 text-12 font-medium whitespace-nowrap [&_.lucide]:size-3.5',
        tone === 'neutral' ? 'border-border' : 'border-transparent',
        toneSoft[tone],
        toneText[tone],
        className,
      )}
      {...props}
    >
      {icon === undefined ? toneIcon[tone] : icon}
      {children}
    </span>
  );
}
