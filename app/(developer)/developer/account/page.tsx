import type { Metadata } from 'next';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { Passkeys } from '#app/passkeys.tsx';

export const metadata: Metadata = { title: 'Account' };

export default async function DeveloperAccountPage() {
  const actor = await requireDeveloper('/developer/account');
  return (
    <div className="grid max-w-[768px] gap-4">
      <PageHeader size="console" title="Account" description="How you sign in, besides e-mail and password." />
      <Passkeys actor={actor} path="/developer/account" />
    </div>
  );
}
