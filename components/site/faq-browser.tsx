'use client';

import { ChevronDown, List, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { FaqArticle } from '#components/site/faq-article.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Input } from '#components/ui/input.tsx';
import { Link } from '#components/ui/link.tsx';
import { faqs, findFaqs, type Faq } from '#content/faqs.ts';

const topics = [...new Set(faqs.map((faq) => faq.topic))];

function Questions({ found }: { found: readonly Faq[] }) {
  return topics.map((topic) => {
    const inTopic = found.filter((faq) => faq.topic === topic);
    if (inTopic.length === 0) return null;
    return (
      <div key={topic} className="mb-3">
        <h2 className="mb-1 px-3 text-12 font-medium text-muted">{topic}</h2>
        <ul>
          {inTopic.map((faq) => (
            <li key={faq.id}>
              <a href={`#${faq.id}`} className="block rounded-control px-3 py-1 text-14 text-ink no-underline hover:bg-hover touch:py-3">
                {faq.question}
              </a>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

/** The page of answers. Searching is a plain GET; with script the list also follows what is typed. */
export function FaqBrowser({ initialQuery }: { initialQuery: string }) {
  const [query, setQuery] = useState(initialQuery);
  const found = useMemo(() => findFaqs(query), [query]);

  function search(next: string) {
    setQuery(next);
    const url = new URL(location.href);
    if (next.trim()) url.searchParams.set('q', next.trim());
    else url.searchParams.delete('q');
    url.hash = '';
    history.replaceState(history.state, '', url);
  }
  const count = found.length === 1 ? '1 answer' : `${found.length} answers`;
  return (
    <>
      <div className="col-span-full mb-6 flex items-end justify-between gap-6 max-[860px]:grid max-sm:mb-4 max-sm:gap-4 max-sm:px-4">
        <div>
          <h1>Questions and answers</h1>
          <p className="mt-1 text-muted">Each answer says when it was written and when it last changed.</p>
        </div>
        <form role="search" method="get" action="/faqs" className="relative w-[312px] shrink-0 max-[860px]:w-full" onSubmit={(event) => event.preventDefault()}>
          <Search className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
          <Input
            type="search"
            name="q"
            value={query}
            onChange={(event) => search(event.target.value)}
            placeholder="Search the answers"
            aria-label="Search the answers"
            maxLength={100}
            className="pl-10"
          />
        </form>
      </div>
      <nav aria-label="Questions" className="min-[861px]:sticky min-[861px]:top-4 max-[860px]:mb-4">
        <details className="group border-y border-border bg-surface min-[861px]:hidden">
          <summary className="flex min-h-12 list-none items-center gap-2 px-4 text-14 font-medium -outline-offset-2 [&::-webkit-details-marker]:hidden">
            <List className="size-4" />
            All questions
            <ChevronDown className="ml-auto size-4 transition-transform group-open:rotate-180" />
          </summary>
          <div className="px-1 pb-2">
            <Questions found={found} />
          </div>
        </details>
        <div className="max-h-[calc(100dvh-2rem)] overflow-y-auto p-0.5 max-[860px]:hidden">
          <Questions found={found} />
        </div>
      </nav>
      <div className="grid min-w-0 gap-3">
        <p role="status" className={query.trim() ? 'text-13 text-muted max-sm:px-4' : 'sr-only'}>
          {query.trim() ? `${count} with “${query.trim()}”` : ''}
        </p>
        {found.map((faq) => (
          <FaqArticle key={faq.id} faq={faq} />
        ))}
        {found.length === 0 && (
          <EmptyState icon={<Search />} title="No answer has all of these words">
            Try fewer or other words, or <Link className="link" href="/support-info">ask support</Link>.
          </EmptyState>
        )}
      </div>
    </>
  );
}
