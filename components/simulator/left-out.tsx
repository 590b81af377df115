import { Link } from '#components/ui/link.tsx';

/** Says that a list does not have everything, and leads to more of it while there is a page with more. */
export function LeftOut({ count, what: [one, many], moreHref }: { count: number; what: [one: string, many: string]; moreHref: string | null }) {
  return (
    <p className="px-3.5 py-2 text-center text-12 text-muted">
      {count.toLocaleString('en-US')} {count === 1 ? `${one} is` : `${many} are`} not shown.{' '}
      {moreHref && (
        <Link href={moreHref} scroll={false} className="link">
          Show more
        </Link>
      )}
    </p>
  );
}
