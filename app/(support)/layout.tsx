import { AppWindow, Flag, Inbox, LifeBuoy } from 'lucide-react';
import type { ReactNode } from 'react';
import { ConsoleFrame } from '#components/console/console-frame.tsx';
import { LiveRefresh } from '#components/console/live-refresh.tsx';
import { SessionGuard } from '#components/session/session-dialog.tsx';
import { endSessionHere, staySignedIn } from '#lib/actions/session.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { env } from '#lib/env.ts';
import { countOpenTickets } from '#lib/use-cases/tickets/list-queue.ts';

export default async function SupportLayout({ children }: { children: ReactNode }) {
  const actor = await requireSupportAgent();
  const open = await countOpenTickets({ actor });
  return (
    <SessionGuard audience="support" warningSeconds={env.SESSION_WARNING_SECONDS} stayAction={staySignedIn} signOutAction={endSessionHere} signInHref="/sign-in?as=work">
      <LiveRefresh topics={['ticket']} />
      <ConsoleFrame
        area="Support"
        person={{ name: actor.name, note: 'Support' }}
        items={[
          { href: '/support/tickets', label: 'Queue', icon: <Inbox />, count: open },
          { href: '/support/clients', label: 'Apps', icon: <AppWindow /> },
          { href: '/support/flags', label: 'Flags', icon: <Flag /> },
          { href: '/support/sign-in-help', label: 'Sign-in help', icon: <LifeBuoy /> },
        ]}
      >
        {children}
      </ConsoleFrame>
    </SessionGuard>
  );
}
