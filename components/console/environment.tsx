import { FlaskConical, RadioTower } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import type { Environment } from '#lib/domain/rate-limit.ts';

export const environmentIcon = { production: <RadioTower />, sandbox: <FlaskConical /> } as const;
export const environmentWord = { production: 'Production', sandbox: 'Sandbox' } as const;

/** Production is the tower in accent, sandbox the flask in info; the word always stands beside. */
export function EnvironmentBadge({ environment, short = false }: { environment: Environment; short?: boolean }) {
  return (
    <Badge tone={environment === 'production' ? 'accent' : 'info'} icon={environmentIcon[environment]}>
      {short && environment === 'production' ? 'Prod' : environmentWord[environment]}
    </Badge>
  );
}

export function ScopeTag({ scope }: { scope: string }) {
  return <span className="rounded-[4px] border border-border bg-sunken px-1.5 font-mono text-12 font-medium">{scope}</span>;
}
