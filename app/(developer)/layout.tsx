import { Activity, BookOpen, Gauge, House, Inbox, KeyRound, LayoutGrid, Settings2, UserRound, Webhook } from 'lucide-react';
import type { ReactNode } from 'react';
import { ConsoleFrame } from '#components/console/console-frame.tsx';
import { LiveRefresh } from '#components/console/live-refresh.tsx';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { SessionGuard } from '#components/session/session-dialog.tsx';
import { endSessionHere, staySignedIn } from '#lib/actions/session.ts';
import { env } from '#lib/env.ts';
import { findOutage } from '#lib/use-cases/operations/find-outage.ts';

export default async function DeveloperLayout({ children }: { children: ReactNode }) {
  const actor = await requireDeveloper();
  const outage = await findOutage();
  return (
    <SessionGuard audience="developer" warningSeconds={env.SESSION_WARNING_SECONDS} stayAction={staySignedIn} signOutAction={endSessionHere} signInHref="/sign-in?as=work">
      <LiveRefresh topics={['client', 'ticket', 'network']} />
      <ConsoleFrame
        area="Developer"
        outage={outage}
        person={{ name: actor.name, note: 'Developer' }}
        items={[
          { href: '/developer/apps', label: 'Apps', icon: <LayoutGrid /> },
          { href: '/developer/requests', label: 'Requests', icon: <Inbox /> },
          { href: '/docs', label: 'Docs', icon: <BookOpen /> },
          { href: '/developer/account', label: 'Account', icon: <UserRound /> },
        ]}
        section={{
          base: '/developer/apps',
          except: 'new',
          items: [
            { suffix: '', label: 'Overview', icon: <House /> },
            { suffix: '/keys', label: 'Keys', icon: <KeyRound /> },
            { suffix: '/limits', label: 'Limits', icon: <Gauge /> },
            { suffix: '/activity', label: 'Activity', icon: <Activity /> },
            { suffix: '/webhooks', label: 'Webhooks', icon: <Webhook /> },
            { suffix: '/settings', label: 'Settings', icon: <Settings2 /> },
          ],
        }}
      >
        {children}
      </ConsoleFrame>
    </SessionGuard>
  );
}
