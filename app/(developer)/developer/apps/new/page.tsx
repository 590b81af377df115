import type { Metadata } from 'next';
import { RegisterForm } from '#components/developer/register-form.tsx';
import { Breadcrumbs } from '#components/ui/breadcrumbs.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { registerAppAction } from '#lib/actions/clients.ts';
import { requireDeveloper } from '#lib/auth/guards.ts';

export const metadata: Metadata = { title: 'New app' };

export default async function NewAppPage() {
  await requireDeveloper('/developer/apps/new');
  return (
    <div className="grid gap-4">
      <PageHeader size="console" title="New app" above={<Breadcrumbs items={[{ label: 'Apps', href: '/developer/apps' }, { label: 'New app' }]} />} />
      <RegisterForm registerAction={registerAppAction} />
    </div>
  );
}
