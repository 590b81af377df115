import type { ReactNode } from 'react';
import { DeviceCode } from '#components/device/device-code.tsx';
import { Link } from '#components/ui/link.tsx';
import { foldUserCode } from '#lib/domain/user-code.ts';

export type Screen =
  | { at: 'off' }
  | { at: 'waiting'; userCode: string; address: string; intervalSeconds: number; minutesLeft: number }
  | { at: 'ended'; why: 'denied' | 'over' | 'ended-elsewhere' | 'not-now' }
  | { at: 'allowed'; inbox: { unread: string; senders: { from: string; when: string; isUnread: boolean }[] } | null };

const endings: Record<Extract<Screen, { at: 'ended' }>['why'], { title: string; text: string }> = {
  denied: { title: 'Not allowed', text: 'Somebody chose not to let this television in.' },
  over: { title: 'The code is over', text: 'It was good for ten minutes. Ask for a new one.' },
  'ended-elsewhere': { title: 'Not connected any more', text: 'The permission was ended, or its hour is over. Ask for a new code.' },
  'not-now': { title: 'Not right now', text: 'The permission is paused, or does not include reading.' },
};

/** The screen: always dark, in type for across a room. Its buttons are the remote control; plain forms, so they work without script. */
export function Television({ screen }: { screen: Screen }) {
  return (
    <section aria-labelledby="screen" className="mx-auto w-full max-w-[960px]">
      <div className="rounded-[20px] border-4 border-[oklch(0.34_0.02_220)] bg-[oklch(0.2_0.03_220)] p-10 text-[oklch(0.96_0.01_200)] max-sm:rounded-[14px] max-sm:p-5">
        <div role="status" aria-live="polite">
          {screen.at === 'off' && <Words title="Your messages, on the big screen" text="Handset on television. Let it read your inbox, with your phone." />}
          {screen.at === 'waiting' && <Waiting {...screen} />}
          {screen.at === 'ended' && <Words {...endings[screen.why]} />}
          {screen.at === 'allowed' && <Inbox inbox={screen.inbox} />}
        </div>
        <form method="post" action="/simulator/television/next" className="mt-8 flex flex-wrap gap-3">
          {screen.at === 'waiting' && (
            <noscript>
              <Press act="poll">Ask now</Press>
            </noscript>
          )}
          {screen.at === 'allowed' ? <Press act="off">Sign out</Press> : <Press act="start">{screen.at === 'off' ? 'Show my messages' : 'New code'}</Press>}
        </form>
      </div>
      <div aria-hidden="true" className="mx-auto h-4 w-1/3 rounded-b-lg bg-[oklch(0.34_0.02_220)]" />
    </section>
  );
}

function Press({ act, children }: { act: 'start' | 'poll' | 'off'; children: ReactNode }) {
  return (
    <button
      type="submit"
      name="act"
      value={act}
      className="min-h-11 rounded-control border border-[oklch(0.7_0.02_205)] px-5 text-16 font-semibold hover:bg-[oklch(0.3_0.03_220)] focus-visible:outline-3 focus-visible:outline-offset-2 focus-visible:outline-white"
    >
      {children}
    </button>
  );
}

const quiet = 'text-[oklch(0.82_0.015_205)]';

function Words({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h2 id="screen" className="text-28 leading-9">
        {title}
      </h2>
      <p className={`mt-2 text-18 ${quiet}`}>{text}</p>
    </>
  );
}

function Waiting({ userCode, address, minutesLeft }: Extract<Screen, { at: 'waiting' }>) {
  const bare = address.replace(/^https?:\/\//, '');
  return (
    <div className="grid items-center gap-8 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h2 id="screen" className={`text-18 font-medium ${quiet}`}>
          On your phone, open
        </h2>
        <p className="text-28 leading-10 font-semibold wrap-anywhere">{bare}</p>
        <p className={`mt-6 text-18 ${quiet}`}>and type this code</p>
        <p>
          <DeviceCode code={foldUserCode(userCode) ?? ''} className="text-[3rem] leading-14 max-sm:text-[2.25rem]" />
        </p>
        <p className={`mt-4 text-14 ${quiet}`}>Good for {minutesLeft === 1 ? '1 more minute' : `${minutesLeft} more minutes`}. This screen goes on by itself.</p>
      </div>
      {/* eslint-disable-next-line @next/next/no-img-element -- a drawing of our own, made anew for each code */}
      <img src={`/oauth/v4/device/qr.svg?user_code=${userCode}`} alt={`QR code that opens ${bare} with this code`} width={220} height={220} className="rounded-control max-sm:mx-auto" />
    </div>
  );
}

function Inbox({ inbox }: Pick<Extract<Screen, { at: 'allowed' }>, 'inbox'>) {
  if (!inbox) return <Words title="One moment" text="Your inbox is being made ready for its first reader." />;
  return (
    <>
      <h2 id="screen" className="text-28 leading-9">
        {inbox.unread}
      </h2>
      <p className={`mt-6 mb-2 text-18 ${quiet}`}>Wrote last</p>
      <ol className="grid gap-2">
        {inbox.senders.map(({ from, when, isUnread }) => (
          <li key={from} className="flex flex-wrap items-baseline gap-x-4 text-22">
            <span className="tabular-nums">{from}</span>
            <span className={`text-16 ${quiet}`}>
              {when}
              {isUnread && ', unread'}
            </span>
          </li>
        ))}
      </ol>
      {inbox.senders.length === 0 && <p className="text-18">Nobody yet.</p>}
      <p className={`mt-6 text-14 ${quiet}`}>
        The same permission as for any app: end it under{' '}
        <Link href="/connected-apps" className="underline underline-offset-3">
          Connected apps
        </Link>{' '}
        and this screen goes dark.
      </p>
    </>
  );
}
