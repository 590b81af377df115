import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OperationSection } from '#components/site/docs/api/operation-section.tsx';
import { Breadcrumbs } from '#components/ui/breadcrumbs.tsx';
import { document, operationsOf } from '#app/(site)/docs/api/document.ts';
import { operationView } from '#app/(site)/docs/api/operation-of.ts';
import { currentReader } from '#app/(site)/docs/api/reader.ts';
import { ReaderNotice } from '#app/(site)/docs/api/reader-notice.tsx';

interface GroupPageProps {
  params: Promise<{ group: string }>;
}

const findGroup = (name: string) => document.tags.find((tag) => tag.name === name);

export async function generateMetadata({ params }: GroupPageProps): Promise<Metadata> {
  const group = findGroup((await params).group);
  return { title: group ? `${group['x-display-name']}: API` : 'Page not found' };
}

export default async function GroupPage({ params }: GroupPageProps) {
  const group = findGroup((await params).group);
  if (!group) notFound();
  const reader = await currentReader();
  return (
    <main id="main" tabIndex={-1} className="min-w-0 px-8 pt-6 pb-16 max-[760px]:px-4 max-[760px]:pt-5 min-[1181px]:col-span-2">
      <Breadcrumbs items={[{ label: 'Docs', href: '/docs' }, { label: 'API', href: '/docs/api' }, { label: group['x-display-name'] }]} />
      <h1 className="mb-3">{group['x-display-name']}</h1>
      <p className="mb-4 max-w-[66ch]">{group.description}</p>
      <ReaderNotice client={reader.client} />
      <div className="mt-8">
        {operationsOf(group.name).map((each) => (
          <OperationSection key={each.operation.operationId} operation={operationView(each, reader)} />
        ))}
      </div>
    </main>
  );
}
