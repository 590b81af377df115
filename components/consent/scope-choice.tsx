import { MailOpen, Send } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { scopes, type Scope } from '#lib/domain/scope.ts';

const icons = { IMMN: Send, MIM: MailOpen } as const;

export interface ScopeChoiceProps {
  scope: Extract<Scope, 'IMMN' | 'MIM'>;
  appName: string;
  on: boolean;
  /** Not part of what was allowed last time. */
  isNew: boolean;
  /** What else comes of it. */
  more: string | null;
}

/** One permission with its switch: a checkbox underneath, and the word says what the colour says. */
export function ScopeChoice({ scope, appName, on, isNew, more }: ScopeChoiceProps) {
  const facts = scopes[scope];
  const Icon = icons[scope];
  const [before, after] = facts.consequence.split('this app');
  return (
    <label className="group grid grid-cols-[24px_minmax(0,1fr)_auto] gap-x-3 gap-y-1 border-b border-border py-3.5 first-of-type:pt-1 last-of-type:border-b-0 last-of-type:pb-0">
      <Icon aria-hidden="true" className="size-6 text-accent-text" />
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <b id={`scope-${scope}`}>{facts.sentence}</b>
        {isNew && (
          <Badge tone="info" icon={null}>
            New
          </Badge>
        )}
      </span>
      <span className="col-start-3 row-span-2 row-start-1 flex items-center gap-2 self-start max-sm:row-span-1">
        <span aria-hidden="true" className="min-w-6 text-right text-12 text-muted">
          <span className="group-has-checked:hidden">Off</span>
          <span className="hidden group-has-checked:inline">On</span>
        </span>
        <input
          type="checkbox"
          role="switch"
          name="scope"
          value={scope}
          defaultChecked={on}
          aria-labelledby={`scope-${scope}`}
          aria-describedby={`scope-${scope}-hint`}
          className="relative h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full border border-strong bg-surface transition-colors before:absolute before:top-[3px] before:left-[3px] before:size-4 before:rounded-full before:bg-strong before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent"
        />
      </span>
      <span id={`scope-${scope}-hint`} className="col-start-2 text-14 text-muted max-sm:col-[2/-1]">
        {after === undefined ? facts.consequence : <>{before}<bdi>{appName}</bdi>{after}</>}
        {more && <span className="mt-1 block">{more}</span>}
      </span>
    </label>
  );
}
