import NextLink from 'next/link';
import type { ComponentProps } from 'react';

export interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  href: string;
  /** Fetch the page before it is asked for. Off by default: our pages are personal and never static. */
  prefetch?: boolean;
  replace?: boolean;
  scroll?: boolean;
}

/** A link inside Handset, without a full page load. Links to other hosts and downloads are plain `a`. */
export function Link({ prefetch = false, ...props }: LinkProps) {
  return <NextLink prefetch={prefetch} {...props} />;
}
