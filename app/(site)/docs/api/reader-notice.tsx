import { Link } from '#components/ui/link.tsx';
import type { SandboxClient } from '#lib/use-cases/clients/find-sandbox-client.ts';

/** Whose client id stands in the examples. */
export function ReaderNotice({ client }: { client: SandboxClient | null }) {
  return (
    <p className="max-w-[66ch] text-14 text-muted">
      {client ? (
        <>
          The examples have the client id of your sandbox app{' '}
          <Link href={`/developer/apps/${client.clientId}`} className="link wrap-anywhere">
            {client.name}
          </Link>
          . Its secret stays with you.
        </>
      ) : (
        <>
          <Link href="/sign-in?as=work&returnTo=%2Fdocs%2Fapi" className="link">
            Sign in as a developer
          </Link>{' '}
          and the examples have your own client id.
        </>
      )}{' '}
      <Link href="/docs/quick-start#token" className="link">
        Where <code>HANDSET_TOKEN</code> comes from
      </Link>
      .
    </p>
  );
}
