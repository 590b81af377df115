import { Checkbox } from '#components/ui/checkbox.tsx';
import { scopes as scopeTable } from '#lib/domain/scope.ts';

const choices = ['IMMN', 'MIM'] as const;

/** What the app may ask subscribers for, in the field's words and in what it means. */
export function ScopeChoice({ chosen, onChange, error }: { chosen: readonly string[]; onChange: (scopes: string[]) => void; error?: string }) {
  return (
    <fieldset aria-describedby={error ? 'scopes-error' : undefined} className="grid gap-2">
      <legend className="mb-1.5 text-13 font-medium">Scopes</legend>
      {choices.map((scope, place) => (
        <Checkbox
          key={scope}
          id={place === 0 ? 'scopes' : undefined}
          label={
            <>
              <span className="font-mono text-13">{scope}</span> · {scopeTable[scope].label}
            </>
          }
          description={scopeTable[scope].consequence}
          checked={chosen.includes(scope)}
          onChange={(event) => onChange(event.target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))}
        />
      ))}
      {error && (
        <p id="scopes-error" className="text-13 text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
