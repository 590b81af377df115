/** First in the tab order of every page. The page's `main` has `id="main"` and `tabIndex={-1}`. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-3 z-50 -translate-y-24 rounded-control border border-border bg-surface px-4 py-2 text-14 font-medium text-ink no-underline shadow-float focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}
