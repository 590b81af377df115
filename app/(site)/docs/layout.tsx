import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { referenceNav } from '#app/(site)/docs/api/document.ts';
import { DocsCurrentNav } from '#app/(site)/docs/docs-current-nav.tsx';

export const metadata: Metadata = { title: { default: 'Docs', template: '%s · Docs · Handset' } };

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid w-full max-w-[1440px] grid-cols-[232px_minmax(0,1fr)_minmax(0,480px)] items-start max-[1180px]:grid-cols-[232px_minmax(0,1fr)] max-[1180px]:grid-rows-[auto_1fr] max-[760px]:grid-cols-1 max-[760px]:grid-rows-none">
      <div className="self-stretch max-[1180px]:row-span-2 max-[760px]:row-span-1 [&>nav]:h-full max-[760px]:[&>nav]:h-auto">
        <DocsCurrentNav reference={referenceNav} />
      </div>
      {children}
    </div>
  );
}
