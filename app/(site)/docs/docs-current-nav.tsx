'use client';

import { usePathname } from 'next/navigation';
import { DocsNav } from '#components/site/docs/docs-nav.tsx';

/** The pages of the documentation with the present one marked. */
export function DocsCurrentNav() {
  return <DocsNav current={usePathname()} className="min-[761px]:border-r min-[761px]:border-border" />;
}
