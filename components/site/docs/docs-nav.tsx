import { ChevronDown, Menu } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { docsNav } from '#content/docs.ts';

/** A page of the API reference and what is on it. */
export interface ReferenceGroup {
  href: string;
  label: string;
  operations: readonly { href: string; label: string }[];
}

const linkClass =
  'flex min-h-8 items-center rounded-[6px] px-3 text-14 text-ink no-underline hover:bg-hover aria-[current]:bg-selected aria-[current]:font-medium touch:min-h-11';

/** The groups of the API; of the present one its operations as well. */
function Reference({ current, groups }: { current: string; groups: readonly ReferenceGroup[] }) {
  return (
    <div className="mb-4">
      <h2 className="mb-1 px-3 text-12 font-medium text-muted">API</h2>
      <ul>
        <li>
          <Link href="/docs/api" aria-current={current === '/docs/api' ? 'page' : undefined} className={linkClass}>
            How calls work
          </Link>
        </li>
        {groups.map((group) => (
          <li key={group.href}>
            <Link href={group.href} aria-current={current === group.href ? 'page' : undefined} className={linkClass}>
              {group.label}
            </Link>
            {current === group.href && (
              <ul className="mt-1 mb-2 ml-3 border-l border-border">
                {group.operations.map((operation) => (
                  <li key={operation.href}>
                    <a href={operation.href} className="flex min-h-7 items-center px-3 text-13 text-muted no-underline hover:text-ink touch:min-h-11">
                      {operation.label}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Pages({ current }: { current: string }) {
  return docsNav.map((group) => (
    <div key={group.title} className="mb-4">
      <h2 className="mb-1 px-3 text-12 font-medium text-muted">{group.title}</h2>
      <ul>
        {group.pages.map((page) => {
          const here = current === page.href;
          const inside = page.href !== '/docs' && current.startsWith(`${page.href}/`);
          return (
            <li key={page.href}>
              <Link
                href={page.href}
                aria-current={here ? 'page' : inside ? 'true' : undefined}
                className={linkClass}
              >
                {page.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  ));
}

/** The pages of the documentation: a column, or *All pages* on a phone. It needs no script. */
export function DocsNav({ current, reference, className }: { current: string; reference: readonly ReferenceGroup[]; className?: string }) {
  return (
    <nav aria-label="Documentation" className={cn('max-[760px]:border-b max-[760px]:border-border max-[760px]:bg-surface', className)}>
      <details className="group min-[761px]:hidden">
        <summary className="flex min-h-12 list-none items-center gap-2 px-4 text-14 font-medium -outline-offset-2 [&::-webkit-details-marker]:hidden">
          <Menu className="size-4" />
          All pages
          <ChevronDown className="ml-auto size-4 transition-transform group-open:rotate-180" />
        </summary>
        <div className="px-1 pb-2">
          <Pages current={current} />
          <Reference current={current} groups={reference} />
        </div>
      </details>
      <div className="sticky top-0 max-h-dvh overflow-y-auto py-6 pr-3 pl-6 max-[760px]:hidden">
        <Pages current={current} />
        <Reference current={current} groups={reference} />
      </div>
    </nav>
  );
}
