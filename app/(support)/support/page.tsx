import { redirect } from 'next/navigation';
import { requireSupportAgent } from '#lib/auth/guards.ts';

export default async function SupportPage() {
  await requireSupportAgent('/support');
  redirect('/support/tickets');
}
