export interface TermChoiceProps {
  /** `30`, `90`, `date` or `none`. */
  until: string;
  end: string;
  earliest: string;
  /** What each length means as a date, written out by the server. */
  dates: Record<'30' | '90', string>;
  /** Filled in as it was chosen the last time. */
  isLikeLast: boolean;
  problem: string | null;
}

const options = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: 'date', label: 'Until a date' },
  { value: 'none', label: 'No end' },
] as const;

/** For how long. The date field shows by `:has` alone, so it needs no script; without `:has` it is always there. */
export function TermChoice({ until, end, earliest, dates, isLikeLast, problem }: TermChoiceProps) {
  return (
    <fieldset className="group/term min-w-0">
      <legend className="mb-3 text-16 leading-6 font-semibold">For how long</legend>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <label
            key={option.value}
            className="inline-flex min-h-10 items-center gap-2 rounded-control border border-border bg-surface px-3 text-14 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-text touch:min-h-11 max-sm:flex-[1_1_40%]"
          >
            <input type="radio" name="until" value={option.value} defaultChecked={option.value === until} className="size-4 accent-accent" />
            {option.label}
          </label>
        ))}
      </div>
      <div className="mt-3 supports-[selector(:has(a))]:hidden group-has-[[value=date]:checked]/term:block!">
        <label htmlFor="end" className="mb-1.5 block text-13 font-medium">
          Last day (UTC)
        </label>
        <input
          id="end"
          name="end"
          type="date"
          defaultValue={end}
          min={earliest}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? 'end-error' : undefined}
          className="min-h-10 w-52 rounded-control border border-strong bg-surface px-3 text-16 tabular-nums aria-invalid:border-bad touch:min-h-11"
        />
        {problem && (
          <p id="end-error" className="mt-1.5 text-13 text-bad">
            {problem}
          </p>
        )}
      </div>
      <p className="mt-3 text-13 text-muted">
        <span className="hidden group-has-[[value='30']:checked]/term:inline">Ends by itself on {dates['30']}. </span>
        <span className="hidden group-has-[[value='90']:checked]/term:inline">Ends by itself on {dates['90']}. </span>
        <span className="hidden group-has-[[value=none]:checked]/term:inline">Does not end by itself. </span>
        {isLikeLast && 'Filled in as you chose it the last time. '}
        End it sooner in{' '}
        <a href="/connected-apps" className="link inline-flex min-h-6 items-center">
          Connected apps
        </a>
        .
      </p>
    </fieldset>
  );
}
