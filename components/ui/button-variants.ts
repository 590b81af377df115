import { cva, type VariantProps } from 'class-variance-authority';

/** The look of a button, for elements that cannot be `Button` (a dialog's trigger, a link). */
export const buttonVariants = cva(
  'inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-control border font-medium no-underline select-none transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_.lucide]:size-4',
  {
    variants: {
      variant: {
        primary: 'border-accent bg-accent text-on-accent hover:not-disabled:border-accent-hover hover:not-disabled:bg-accent-hover',
        secondary: 'border-border bg-surface text-ink hover:not-disabled:bg-hover',
        ghost: 'border-transparent bg-transparent text-ink hover:not-disabled:bg-hover',
        danger: 'border-border bg-surface text-bad hover:not-disabled:bg-bad-soft',
      },
      size: {
        sm: 'min-h-8 px-2.5 text-13 touch:min-h-11',
        md: 'min-h-9 px-4 text-14 touch:min-h-11',
        lg: 'min-h-11 px-5 text-14',
        icon: 'size-9 shrink-0 p-0 text-14 touch:size-11 [&_.lucide]:size-5',
        'icon-sm': 'size-8 shrink-0 p-0 text-13 touch:size-11',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonVariants = VariantProps<typeof buttonVariants>;
