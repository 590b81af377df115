import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';

const widths = { card: 'max-w-[378px]', narrow: 'max-w-[648px]', device: 'max-w-[840px]', wide: 'max-w-[976px]' };

export interface SheetProps extends ComponentProps<'section'> {
  /** card 378 (sign in), narrow 648 (not eligible), device 840, wide 976 (consent). */
  width?: keyof typeof widths;
}

/** The one surface of a page that asks one question; edge to edge on a phone. */
export function Sheet({ width = 'card', className, ...props }: SheetProps) {
  return (
    <section
      className={cn('mx-auto w-full border border-border bg-surface max-sm:border-x-0 sm:rounded-card', widths[width], className)}
      {...props}
    />
  );
}

/** A cell of the sheet: 24 px inside, a hairline before the next. */
export function SheetCell({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('border-b border-border p-6 last:border-b-0 max-sm:p-4', className)} {...props} />;
}

/** The last row: what is decided here, primary first, both of one size. Then a line that says what happens next. */
export function SheetActions({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      className={cn('flex flex-wrap items-center gap-2 p-6 max-sm:p-4 max-sm:[&>button]:flex-1 max-sm:[&>a]:flex-1', className)}
      {...props}
    />
  );
}
