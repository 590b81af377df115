import type { ComponentProps } from 'react';
import { buttonVariants, type ButtonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { Link, type LinkProps } from '#components/ui/link.tsx';

export interface ButtonProps extends ComponentProps<'button'>, ButtonVariants {
  /** The action runs: the button is off, and says so to screen readers. Change its words too. */
  pending?: boolean;
}

/** A native button. `type` is `button` unless said otherwise, so it never submits by accident. */
export function Button({ variant, size, pending = false, disabled, type = 'button', className, ...props }: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
    />
  );
}

export interface ButtonLinkProps extends LinkProps, ButtonVariants {}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ variant, size, className, ...props }: ButtonLinkProps) {
  return <Link className={cn(buttonVariants({ variant, size }), className)} {...props} />;
}
