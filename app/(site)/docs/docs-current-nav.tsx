'use client';

import { usePathname } from 'next/navigation';
import { DocsNav, type ReferenceGroup } from '#components/site/docs/docs-nav.tsx';

/** The pages of the documentation with the present one marked. */
export function DocsCurrentNav({ reference }: { reference: readonly ReferenceGroup[] }) {
  return <DocsNav current={usePathname()} reference={reference} className="min-[761px]:border-r min-[761px]:border-border" />;
}
