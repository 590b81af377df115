import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { Television, type Screen } from '#components/simulator/television.tsx';
import { TelevisionLive } from '#components/simulator/television-live.tsx';
import { SiteHeader } from '#components/site/site-header.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { isSimulated } from '#lib/use-cases/simulator/require-simulator.ts';
import { type TelevisionInbox, viewTelevision } from '#lib/use-cases/simulator/television.ts';
import { readerClock } from '#app/(subscriber)/clock.ts';
import { SiteNav } from '#app/(site)/site-nav.tsx';
import { televisionCookie } from './cookie.ts';
import { clockTime, writeDay } from '#lib/domain/time-words.ts';

export const metadata: Metadata = { title: 'A television', referrer: 'same-origin' };

/** How often the screen looks for news once it may. */
const lookSeconds = 30;

export default async function TelevisionPage({ searchParams }: { searchParams: Promise<{ problem?: string | string[] }> }) {
  if (!isSimulated) notFound();
  const view = await viewTelevision((await cookies()).get(televisionCookie)?.value);
  const screen: Screen = view.at === 'allowed' ? { ...view, inbox: view.inbox && (await wordsOf(view.inbox)) } : view;
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader
        nav={<SiteNav />}
        account={
          <ButtonLink href="/simulator" size="sm">
            Phones
          </ButtonLink>
        }
      />
      <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[1360px] flex-1 content-start gap-4 px-6 pt-4 pb-10 max-md:px-4">
        <div>
          <h1 className="text-22">A television</h1>
          <p className="text-14 text-muted">
            An app without a browser. It asks as the demo app Desk, by the <Link className="link" href="/docs/oauth#device">same endpoints</Link> that any device has.
          </p>
        </div>
        {(await searchParams).problem !== undefined && (
          <Notice tone="bad" role="alert">
            No code could be had. The television needs the demo world, which npm start makes, and its app Desk switched on for devices.
          </Notice>
        )}
        <Television screen={screen} />
        {screen.at === 'waiting' && (
          <p className="text-center text-14 text-muted">
            No phone at hand?{' '}
            <a className="link inline-flex min-h-6 items-center" href={`/device?code=${screen.userCode}`} target="_blank" rel="noopener">
              Open the page in a new tab
            </a>{' '}
            here, as a phone that scans the code would.
          </p>
        )}
      </main>
      {screen.at === 'waiting' && <TelevisionLive seconds={screen.intervalSeconds} asks />}
      {screen.at === 'allowed' && <TelevisionLive seconds={screen.inbox ? lookSeconds : 2} asks={false} />}
    </div>
  );
}

async function wordsOf({ unread, hasMoreUnread, senders }: TelevisionInbox) {
  const { zone: timeZone } = await readerClock();
  const count = hasMoreUnread ? `${unread} or more` : String(unread);
  return {
    unread: `${count} unread ${count === '1' ? 'message' : 'messages'}`,
    senders: senders.map(({ from, at, isUnread }) => ({ from: formatMsisdn(from.replace(/^tel:/, '')), when: `${writeDay(at, timeZone)}, ${clockTime(at, timeZone)}`, isUnread })),
  };
}
