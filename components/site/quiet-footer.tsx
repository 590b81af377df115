const links = [
  { href: '/support-info', label: 'Support' },
  { href: '/terms', label: 'Terms' },
  { href: '/privacy', label: 'Privacy' },
  { href: '/privacy-choices', label: 'Your privacy choices' },
] as const;

/** The footer of pages that ask one question. */
export function QuietFooter() {
  return (
    <footer className="px-5 pt-2 pb-6">
      <nav aria-label="Footer" className="flex flex-wrap justify-center gap-x-6 text-13">
        {links.map((link) => (
          <a key={link.href} href={link.href} className="inline-flex min-h-7 items-center text-muted underline touch:min-h-11">
            {link.label}
          </a>
        ))}
      </nav>
    </footer>
  );
}
