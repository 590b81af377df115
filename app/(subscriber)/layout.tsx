import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { endSessionHere, staySignedIn } from '#lib/actions/session.ts';
import { setUpInbox } from '#lib/actions/threads.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { env } from '#lib/env.ts';
import { findOutage } from '#lib/use-cases/operations/find-outage.ts';
import { findOwnModSeq } from '#lib/use-cases/operations/watch-signals.ts';
import { getOwnLine } from '#lib/use-cases/threads/get-own-line.ts';
import { LiveUpdates } from '#components/inbox/live-updates.tsx';
import { NetworkBanner } from '#components/inbox/network-banner.tsx';
import { NoInboxStrip } from '#components/inbox/no-inbox-strip.tsx';
import { SubscriberFrame } from '#components/inbox/subscriber-frame.tsx';
import { TimeZone } from '#components/inbox/time-zone.tsx';
import { TopBar } from '#components/inbox/top-bar.tsx';
import { SkipLink } from '#components/site/skip-link.tsx';
import { readTheme } from '../theme.ts';
import { readerClock } from './clock.ts';

export default async function SubscriberLayout({ children }: { children: ReactNode }) {
  const actor = await requireSubscriber();
  const [{ hasInbox, ...line }, modSeq, theme, outage, clock, store] = await Promise.all([getOwnLine({ actor }), findOwnModSeq(actor), readTheme(), findOutage(), readerClock(), cookies()]);
  const zone = store.get('zone')?.value ?? null;
  return (
    <SubscriberFrame warningSeconds={env.SESSION_WARNING_SECONDS} stayAction={staySignedIn} signOutAction={endSessionHere}>
      <div className="group/app flex min-h-dvh flex-col has-data-full:h-dvh">
        <SkipLink />
        <TopBar {...line} theme={theme} />
        <NetworkBanner outage={outage} zone={clock.zone} />
        {!hasInbox && <NoInboxStrip setUp={setUpInbox} />}
        {children}
      </div>
      <LiveUpdates since={modSeq} />
      <TimeZone known={zone} />
    </SubscriberFrame>
  );
}
