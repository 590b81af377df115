import { Ban, CirclePause } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';

/** Whether an app may work: live (in the sandbox it never is), switched off by its developer, or suspended by the support team. */
export function AppStateBadge({ state, environment }: { state: 'live' | 'disabled' | 'suspended'; environment: 'sandbox' | 'production' }) {
  if (state === 'live') return <Badge tone="ok">{environment === 'production' ? 'Live' : 'Switched on'}</Badge>;
  if (state === 'disabled') return <Badge icon={<CirclePause />}>Switched off</Badge>;
  return (
    <Badge tone="bad" icon={<Ban />}>
      Suspended
    </Badge>
  );
}
