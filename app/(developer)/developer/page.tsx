import { redirect } from 'next/navigation';
import { requireDeveloper } from '#lib/auth/guards.ts';

export default async function DeveloperPage() {
  await requireDeveloper('/developer');
  redirect('/developer/apps');
}
