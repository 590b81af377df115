import { ExternalLink } from 'lucide-react';

export interface AboutAppProps {
  app: { name: string; description: string; siteUrl: string; privacyUrl: string; environment: 'sandbox' | 'production' };
  device: string;
}

/** From where the app asks, and what its owner says about it. */
export function AboutApp({ app, device }: AboutAppProps) {
  const links = [
    { label: 'Website', address: app.siteUrl },
    { label: 'Privacy text', address: app.privacyUrl },
  ].filter(({ address }) => address !== '');
  // The labels are ours; where they lead to is shown.
  const hosts = [...new Set(links.map(({ address }) => new URL(address).host))];
  return (
    <>
      <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-14 [&_dt]:text-muted">
        <dt>Asked from</dt>
        <dd>{device}, just now</dd>
        {app.environment === 'sandbox' && (
          <>
            <dt>Version</dt>
            <dd>A test version, not released yet</dd>
          </>
        )}
        {links.length > 0 && (
          <>
            <dt>
              About <bdi>{app.name}</bdi>
            </dt>
            <dd>
              <span className="flex flex-wrap items-center gap-x-4">
                {links.map(({ label, address }) => (
                  <AppLink key={label} label={label} address={address} />
                ))}
              </span>
              <span className="block text-13 text-muted">
                At {hosts.join(' and ')}
                <span aria-hidden="true">, in a new tab</span>
              </span>
            </dd>
          </>
        )}
      </dl>
      {app.description && <OwnWords name={app.name} text={app.description} />}
    </>
  );
}

/** To another host: in a tab of its own, so that the question stays, and without telling it where from. */
function AppLink({ label, address }: { label: string; address: string }) {
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" className="link inline-flex min-h-6 items-center gap-1 touch:min-h-11">
      {label}
      <ExternalLink aria-hidden="true" className="size-3.5" />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  );
}

/** More would push the decision out of sight. */
const shortText = 160;

/** What the app says about itself, told as its own words; a long text is folded. */
function OwnWords({ name, text }: { name: string; text: string }) {
  const title = (
    <>
      <bdi>{name}</bdi> says about itself
    </>
  );
  if (text.length > shortText) {
    return (
      <details className="text-14">
        <summary className="link inline-block min-h-6 cursor-pointer touch:min-h-11">{title}</summary>
        <p className="mt-1">
          <bdi>{text}</bdi>
        </p>
      </details>
    );
  }
  return (
    <p className="text-14">
      <span className="text-muted">{title}:</span> <bdi>{text}</bdi>
    </p>
  );
}
