'use client';

import { usePathname } from 'next/navigation';
import { siteLinkClass, siteLinks } from '#components/site/site-header.tsx';
import { Link } from '#components/ui/link.tsx';

/** Tour, Docs, FAQs, the present one marked. */
export function SiteNav() {
  const path = usePathname();
  return siteLinks.map((link) => {
    const inside = path === link.href || path.startsWith(`${link.href}/`);
    return (
      <Link key={link.href} href={link.href} aria-current={path === link.href ? 'page' : inside ? 'true' : undefined} className={siteLinkClass}>
        {link.label}
      </Link>
    );
  });
}
