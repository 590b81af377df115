import type { Metadata } from 'next';
import { FaqBrowser } from '#components/site/faq-browser.tsx';
import { Link } from '#components/ui/link.tsx';

export const metadata: Metadata = { title: 'FAQs', description: 'Questions about sending, the inbox, permission and limits, each with its answer and its date.' };

export default async function FaqsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { q } = await searchParams;
  const query = (Array.isArray(q) ? q[0] : q) ?? '';
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto grid w-full max-w-[1120px] grid-cols-[312px_minmax(0,1fr)] content-start items-start gap-x-12 px-6 pt-8 pb-16 max-[860px]:grid-cols-1 max-sm:px-0 max-sm:pt-6 max-sm:pb-10"
    >
      <FaqBrowser initialQuery={query.slice(0, 100)} />
      <p className="col-start-2 px-6 py-4 text-13 text-muted max-[860px]:col-start-1 max-sm:px-4">
        Not here?{' '}
        <Link href="/support-info" className="link">
          Ask support
        </Link>
        . A person answers.
      </p>
    </main>
  );
}
