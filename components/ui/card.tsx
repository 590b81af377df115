import type { ComponentProps, HTMLAttributes, ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface CardProps extends HTMLAttributes<HTMLElement> {
  /** `section` with a title is a region; `article` for one of many; `div` when it has no title. */
  as?: 'section' | 'article' | 'div';
  padded?: boolean;
}

/** A surface with a hairline. Never inside another card. */
export function Card({ as: Element = 'section', padded = true, className, ...props }: CardProps) {
  return <Element className={cn('rounded-card border border-border bg-surface', padded && 'p-5', className)} {...props} />;
}

export interface CardHeaderProps extends Omit<ComponentProps<'header'>, 'title'> {
  title: ReactNode;
  /** Name the card by it: `<Card aria-labelledby={id}>`. */
  titleId?: string;
  description?: ReactNode;
  /** What stands at the right: a badge, a switch of views, a small button. */
  actions?: ReactNode;
}

/** The title row of a card that has `padded={false}`. */
export function CardHeader({ title, titleId, description, actions, className, ...props }: CardHeaderProps) {
  return (
    <header className={cn('flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3', className)} {...props}>
      <div className="min-w-0 flex-1">
        <h2 id={titleId} className="text-14">
          {title}
        </h2>
        {description && <p className="text-12 text-muted">{description}</p>}
      </div>
      {actions}
    </header>
  );
}

/** The body of a card that has `padded={false}`. */
export function CardBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('px-4 pb-4', className)} {...props} />;
}

/** The last row of a card, behind a hairline. */
export function CardFooter({ className, ...props }: ComponentProps<'footer'>) {
  return <footer className={cn('flex flex-wrap items-center gap-2 border-t border-border px-4 py-3', className)} {...props} />;
}
