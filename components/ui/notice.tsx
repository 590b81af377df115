import type { ComponentProps, ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { toneIcon, toneSoft, toneText, type Tone } from '#components/ui/tone.tsx';

export interface NoticeProps extends Omit<ComponentProps<'div'>, 'title'> {
  tone?: Exclude<Tone, 'neutral'>;
  icon?: ReactNode;
  title?: ReactNode;
  /** The one next step: a button or a link. */
  action?: ReactNode;
  /** `status` when it appears after an act, `alert` when it must interrupt; left out, it is part of the page. */
  role?: 'status' | 'alert';
}

/** What is so, what it means, what to do. */
export function Notice({ tone = 'info', icon, title, action, className, children, ...props }: NoticeProps) {
  return (
    <div className={cn('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-control px-4 py-3 text-14', toneSoft[tone], className)} {...props}>
      <span className={cn('mt-px [&_.lucide]:size-[18px]', toneText[tone])}>{icon === undefined ? toneIcon[tone] : icon}</span>
      <div className="min-w-0 flex-1 basis-48">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
