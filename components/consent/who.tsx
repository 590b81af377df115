export interface WhoProps {
  /** The line in use, as people write it. */
  number: string;
  /** Where to come back to after another line signed in. */
  returnTo: string;
}

/** The line in use and *Not you?*, which signs it out and comes back here. A plain form: it works without script. */
export function Who({ number, returnTo }: WhoProps) {
  return (
    <form method="post" action="/sign-out" className="flex items-center gap-1.5 whitespace-nowrap">
      <input type="hidden" name="next" value={`/sign-in?as=line&returnTo=${encodeURIComponent(returnTo)}`} />
      <span className="text-muted max-sm:hidden">Signed in as</span>
      <strong className="tabular-nums">{number}</strong>
      <button type="submit" className="link inline-flex min-h-6 items-center touch:min-h-11">
        Not you?
      </button>
    </form>
  );
}
