import type { Metadata } from 'next';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { Passkeys } from '#app/passkeys.tsx';

export const metadata: Metadata = { title: 'Account' };

export default async function SupportAccountPage() {
  const actor = await requireSupportAgent('/support/account', { evenWithoutPasskey: true });
  return (
    <div className="grid max-w-[768px] gap-4">
      <PageHeader size="console" title="Account" description="How you sign in. Once there is a passkey, the password alone opens nothing." />
      <Passkeys actor={actor} path="/support/account" />
    </div>
  );
}
