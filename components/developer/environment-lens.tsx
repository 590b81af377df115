import { EnvironmentBadge, environmentIcon, environmentWord } from '#components/console/environment.tsx';
import { SegmentedLinks } from '#components/ui/segmented.tsx';
import type { Environment } from '#lib/domain/rate-limit.ts';

/** The environment as a lens over the page; it lives in the address. An environment without an address is left out. */
export function EnvironmentLens({ current, hrefs, label = 'Environment' }: { current: Environment; hrefs: Partial<Record<Environment, string>>; label?: string }) {
  const items = (['sandbox', 'production'] as const).flatMap((environment) => {
    const href = hrefs[environment];
    return href === undefined ? [] : [{ href, label: environmentWord[environment], icon: environmentIcon[environment], current: environment === current }];
  });
  // A choice of one is none: the environment is told, not offered.
  if (items.length === 1) return <span><EnvironmentBadge environment={current} /></span>;
  return <SegmentedLinks label={label} items={items} />;
}
