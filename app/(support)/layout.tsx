import { AppWindow, Flag, Inbox, LifeBuoy, RadioTower, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { ConsoleFrame } from '#components/console/console-frame.tsx';
import { LiveRefresh } from '#components/console/live-refresh.tsx';
import { PasskeyOwed } from '#components/passkeys/passkey-owed.tsx';
import { SessionGuard } from '#components/session/session-dialog.tsx';
import { endSessionHere, staySignedIn } from '#lib/actions/session.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { env } from '#lib/env.ts';
import { owesPasskey } from '#lib/use-cases/passkeys/owes-passkey.ts';
import { countOpenTickets } from '#lib/use-cases/tickets/list-queue.ts';

export default async function SupportLayout({ children }: { children: ReactNode }) {
  const actor = await requireSupportAgent(undefined, { evenWithoutPasskey: true });
  const [open, owed] = await Promise.all([countOpenTickets({ actor }), owesPasskey({ actor })]);
  return (
    <SessionGuard audience="support" warningSeconds={env.SESSION_WARNING_SECONDS} stayAction={staySignedIn} signOutAction={endSessionHere} signInHref="/sign-in?as=work">
      <LiveRefresh topics={['ticket', 'network']} />
      <ConsoleFrame
        area="Support"
        person={{ name: actor.name, note: 'Support' }}
        items={[
          { href: '/support/tickets', label: 'Queue', icon: <Inbox />, count: open },
          { href: '/support/clients', label: 'Apps', icon: <AppWindow /> },
          { href: '/support/flags', label: 'Flags', icon: <Flag /> },
          { href: '/support/network', label: 'Network', icon: <RadioTower /> },
          { href: '/support/sign-in-help', label: 'Sign-in help', icon: <LifeBuoy /> },
          { href: '/support/account', label: 'Account', icon: <UserRound /> },
        ]}
      >
        {owed !== 'no' && <PasskeyOwed href="/support/account" />}
        {children}
      </ConsoleFrame>
    </SessionGuard>
  );
}
