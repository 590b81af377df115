import type { ReactNode } from 'react';
import { AppStateBadge } from '#components/console/app-state.tsx';
import { AppTile } from '#components/console/app-tile.tsx';
import { ScopeTag } from '#components/console/environment.tsx';
import { EnvironmentLens } from '#components/developer/environment-lens.tsx';
import { Breadcrumbs } from '#components/ui/breadcrumbs.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Environment } from '#lib/domain/rate-limit.ts';

export interface HeaderClient {
  clientId: string;
  name: string;
  environment: Environment;
  scopes: readonly string[];
  state: 'live' | 'disabled' | 'suspended';
  disabledReason: string | null;
}

/** The head of every page of one client: which app, which environment, whether it may work. `title` names a page below the overview. */
export function ClientHeader({ client, siblings, suffix = '', title, actions }: { client: HeaderClient; siblings: readonly HeaderClient[]; suffix?: string; title?: string; actions?: ReactNode }) {
  const hrefs = Object.fromEntries(siblings.map((sibling) => [sibling.environment, `/developer/apps/${sibling.clientId}${suffix}`]));
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          {title && <Breadcrumbs items={[{ label: 'Apps', href: '/developer/apps' }, { label: client.name, href: `/developer/apps/${client.clientId}` }, { label: title }]} />}
          <div className="flex items-center gap-3">
            {!title && <AppTile name={client.name} large />}
            <div className="min-w-0">
              <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <h1 className="text-22">{title ?? client.name}</h1>
                <AppStateBadge state={client.state} environment={client.environment} />
              </div>
              <p className="flex flex-wrap items-center gap-1.5 text-12 text-muted">
                Client <span className="font-mono">{client.clientId}</span>
                <CopyButton compact text={client.clientId} label="Copy the client id" />
                {client.scopes.map((scope) => (
                  <ScopeTag key={scope} scope={scope} />
                ))}
              </p>
            </div>
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2 max-[900px]:w-full max-[900px]:[&>*]:w-full">
          <EnvironmentLens current={client.environment} hrefs={hrefs} />
          {actions}
        </div>
      </header>
      {client.state === 'suspended' && (
        <Notice tone="bad" title="The support team suspended this app">
          {client.disabledReason} Every call answers 401 until they lift it.
        </Notice>
      )}
      {client.state === 'disabled' && <Notice tone="warn" title="This app is switched off">Every call answers 401. Switch it on again in Settings.</Notice>}
    </>
  );
}
