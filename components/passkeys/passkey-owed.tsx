'use client';

import { KeyRound } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { ButtonLink } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Asks support staff for their first passkey, on every page but the one that makes it. */
export function PasskeyOwed({ href }: { href: string }) {
  if (usePathname() === href) return null;
  return (
    <Notice tone="warn" icon={<KeyRound />} title="Your account has no passkey yet" action={<ButtonLink href={href} size="sm">Make one</ButtonLink>} className="mb-4">
      A password can be read or guessed, and yours opens the accounts of others. With a passkey the password alone opens nothing.
    </Notice>
  );
}
