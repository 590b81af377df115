import { Link2 } from 'lucide-react';
import { Day } from '#components/site/day.tsx';
import { RichText } from '#components/site/rich-text.tsx';
import type { Faq } from '#content/faqs.ts';

/** One question and its answer, with its own address. */
export function FaqArticle({ faq }: { faq: Faq }) {
  return (
    <article
      id={faq.id}
      aria-labelledby={`q-${faq.id}`}
      className="rounded-card border border-border bg-surface px-6 pt-5 pb-3 target:border-accent max-sm:rounded-none max-sm:border-x-0 max-sm:px-4"
    >
      <h2 id={`q-${faq.id}`} className="flex items-start gap-2">
        <span className="min-w-0 flex-1">{faq.question}</span>
        <a
          href={`#${faq.id}`}
          aria-label={`Link to this answer: ${faq.question}`}
          title="Link to this answer"
          className="-my-0.5 grid size-7 shrink-0 place-items-center rounded-[6px] text-muted hover:bg-hover hover:text-ink touch:-my-2.5 touch:size-11"
        >
          <Link2 className="size-4" />
        </a>
      </h2>
      <div className="prose mt-2">
        {faq.answer.map((part, place) =>
          typeof part === 'string' ? (
            <p key={place}>
              <RichText text={part} />
            </p>
          ) : (
            <ul key={place}>
              {part.map((line) => (
                <li key={line}>
                  <RichText text={line} />
                </li>
              ))}
            </ul>
          ),
        )}
      </div>
      <p className="mt-4 flex min-h-11 flex-wrap items-center gap-x-4 border-t border-border pt-2 text-13 text-muted">
        <span>
          Created <Day on={faq.createdOn} />
        </span>
        <span>
          Updated <Day on={faq.updatedOn} />
        </span>
        <a href="#main" className="link ml-auto inline-flex min-h-7 items-center touch:min-h-11">
          Back to top
        </a>
      </p>
    </article>
  );
}
