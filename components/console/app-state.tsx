import { Ban, CirclePause } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';

/** Whether an app may work: live, switched off by its developer, or suspended by the support team. */
export function AppStateBadge({ state }: { state: 'live' | 'disabled' | 'suspended' }) {
  if (state === 'live') return <Badge tone="ok">Live</Badge>;
  if (state === 'disabled') return <Badge icon={<CirclePause />}>Switched off</Badge>;
  return (
    <Badge tone="bad" icon={<Ban />}>
      Suspended
    </Badge>
  );
}
