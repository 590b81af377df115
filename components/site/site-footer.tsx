import type { ReactNode } from 'react';

const columns = [
  {
    title: 'Resources',
    links: [
      { href: '/tour', label: 'Tour' },
      { href: '/docs', label: 'Docs' },
      { href: '/faqs', label: 'FAQs' },
      { href: '/docs/simulator', label: 'Simulator' },
    ],
  },
  {
    title: 'Support',
    links: [
      { href: '/support-info', label: 'Get help' },
      { href: '/support-info#report', label: 'Report an app' },
      { href: '/docs/errors', label: 'Error codes' },
    ],
  },
  {
    title: 'Legal',
    links: [
      { href: '/terms', label: 'Terms' },
      { href: '/privacy', label: 'Privacy' },
      { href: '/privacy-choices', label: 'Your privacy choices' },
    ],
  },
] as const;

/** On every public page. `theme` is the choice of light and dark. */
export function SiteFooter({ theme }: { theme?: ReactNode }) {
  return (
    <footer className="border-t border-border bg-surface">
      <div className="mx-auto grid max-w-[1136px] grid-cols-[2fr_1fr_1fr_1fr] gap-6 px-6 pt-8 pb-10 text-14 max-sm:grid-cols-2 max-sm:px-4">
        <div className="grid content-start gap-4 max-sm:col-span-2">
          <p>
            <strong>Handset</strong>
            <span className="block text-13 text-muted">Open source, Apache-2.0.</span>
            <span className="block text-13 text-muted">Run by a carrier or a company for its own people.</span>
          </p>
          {theme}
        </div>
        {columns.map((column) => (
          <nav key={column.title} aria-label={column.title}>
            <h2 className="mb-2 text-13">{column.title}</h2>
            <ul>
              {column.links.map((link) => (
                <li key={link.href}>
                  <a href={link.href} className="inline-flex min-h-7 items-center text-muted no-underline hover:underline touch:min-h-11">
                    {link.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
    </footer>
  );
}
