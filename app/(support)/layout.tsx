import { AppWindow, Flag, Inbox, LifeBuoy, RadioTower, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { ConsoleFrame } from '#components/console/console-frame.tsx';
import { LiveRefresh } from '#components/console/live-refresh.tsx';
import { PasskeyOwed } from '#components/passkeys/passkey-owed.tsx';
import { SessionGuard } from '#components/session/session-dialog.tsx';
import { endSessionHere, staySignedIn } from '#lib/actions/session.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { env } from '#lib/env.ts';
import { countToReview } from '#lib/use-cases/operations/count-to-review.ts';
import { findOutage } from '#lib/use-cases/operations/find-outage.ts';
import { owesPasskey } from '#lib/use-cases/passkeys/owes-passkey.ts';
import { countOpenTickets } from '#lib/use-cases/tickets/list-queue.ts';

export default async function SupportLayout({ children }: { children: ReactNode }) {
  const actor = await requireSupportAgent(undefined, { evenWithoutPasskey: true });
  const [tickets, { flags, givenUp }, owed, outage] = await Promise.all([countOpenTickets({ actor }), countToReview({ actor }), owesPasskey({ actor }), findOutage()]);
  return (
    <SessionGuard audience="support" warningSeconds={env.SESSION_WARNING_SECONDS} stayAction={staySignedIn} signOutAction={endSessionHere} signInHref="/sign-in?as=work">
      <LiveRefresh topics={['ticket', 'network', 'line-flag', 'given-up']} />
      <ConsoleFrame
        area="Support"
        outage={outage}
        person={{ name: actor.name, note: 'Support' }}
        items={[
          { href: '/support/tickets', label: 'Queue', icon: <Inbox />, count: { value: tickets, of: tickets === 1 ? 'open request' : 'open requests' } },
          { href: '/support/clients', label: 'Apps', icon: <AppWindow /> },
          { href: '/support/flags', label: 'Flags', icon: <Flag />, count: { value: flags, of: flags === 1 ? 'line nobody has looked at' : 'lines nobody has looked at' } },
          { href: '/support/network', label: 'Network', icon: <RadioTower />, count: { value: givenUp, of: givenUp === 1 ? 'message given up' : 'messages given up' } },
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
