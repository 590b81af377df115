import { CircleCheck, CircleX, MonitorSmartphone } from 'lucide-react';
import type { Metadata } from 'next';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardFooter, CardHeader } from '#components/ui/card.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';
import { ForgetQuery } from '#components/ui/forget-query.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { signOutDeviceAction, signOutEverywhereAction } from '#lib/actions/account.ts';
import { signOut } from '#lib/actions/session.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { isAppError } from '#lib/errors.ts';
import { getLineStanding, type LineStanding } from '#lib/use-cases/consent/require-eligible.ts';
import { listSessions } from '#lib/use-cases/sign-in/end-session.ts';
import { Passkeys } from '#app/passkeys.tsx';
import { readerClock } from '../clock.ts';
import { writeMoment } from '#lib/domain/time-words.ts';

export const metadata: Metadata = { title: 'Account' };

type Post = (input: FormData) => Promise<void>;
const plans = { postpaid: 'Billed monthly (postpaid)', 'smart-limits': 'Smart-Limits', prepaid: 'Prepaid' } as const;
const yesNo = (yes: boolean, words: readonly [string, string]) => (yes ? words[0] : words[1]);

export default async function AccountPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await requireSubscriber('/account');
  const [{ done }, sessions, standing, { zone }] = await Promise.all([searchParams, listSessions({ actor }), findStanding(actor.msisdn), readerClock()]);
  const moment = (at: Date) => writeMoment(at, zone);
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[768px] gap-4 px-6 pt-6 pb-12 max-sm:px-0 max-sm:pt-4">
      <div className="max-sm:px-4">
        <h1 className="text-22">Account</h1>
        <p className="mt-1 text-14 text-muted">Your line, your passkeys, and where you are signed in.</p>
      </div>
      {(done === 'device' || done === 'others') && (
        <Notice tone="ok" role="status" className="max-sm:mx-4">
          {done === 'device' ? 'That device is signed out.' : 'You are signed out everywhere else.'}
          <ForgetQuery names={['done']} />
        </Notice>
      )}
      <Card padded={false} aria-labelledby="line" className="max-sm:rounded-none max-sm:border-x-0">
        <CardHeader title="Your line" titleId="line" description="As the carrier tells it at this moment." />
        <div className="px-4 pb-4">
          {standing ? <LineFactsList standing={standing} number={formatMsisdn(actor.msisdn)} /> : <Notice tone="warn">The carrier cannot be asked right now. Your inbox works without it.</Notice>}
        </div>
      </Card>
      <Passkeys actor={actor} path="/account" className="max-sm:rounded-none max-sm:border-x-0" />
      <Card padded={false} aria-labelledby="devices" className="max-sm:rounded-none max-sm:border-x-0">
        <CardHeader title="Where you are signed in" titleId="devices" description="Signing a device out ends it at once. Apps you let in are under Connected apps." />
        <ul>
          {sessions.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-border px-4 py-3">
              <MonitorSmartphone aria-hidden="true" className="text-muted" />
              <div className="min-w-0 flex-1 basis-48">
                <p className="flex flex-wrap items-center gap-2 text-14 font-medium">
                  {session.device}
                  {session.isThis && <Badge tone="ok">This device</Badge>}
                </p>
                <p className="text-13 text-muted tabular-nums">
                  Since {moment(session.createdAt)}, last used {moment(session.lastUsedAt)}
                </p>
              </div>
              <form action={session.isThis ? signOut : (signOutDeviceAction as unknown as Post)}>
                {!session.isThis && <input type="hidden" name="sessionId" value={session.id} />}
                <Button type="submit" size="sm">
                  Sign out
                  <span className="sr-only">: {session.isThis ? 'this device' : `${session.device}, since ${moment(session.createdAt)}`}</span>
                </Button>
              </form>
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <CardFooter>
            <form action={signOutEverywhereAction as unknown as Post}>
              <Button type="submit" variant="danger">
                Sign out everywhere else
              </Button>
            </form>
          </CardFooter>
        )}
      </Card>
    </main>
  );
}

async function findStanding(msisdn: string): Promise<LineStanding | null> {
  try {
    return await getLineStanding(msisdn);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function LineFactsList({ standing: { line, gates, eligible }, number }: { standing: LineStanding; number: string }) {
  const failed = gates.filter(({ passed }) => !passed);
  return (
    <div className="grid gap-4">
      <DefinitionList
        items={[
          { term: 'Number', value: <span className="tabular-nums">{number}</span> },
          { term: 'Plan', value: plans[line.plan] },
          { term: 'Standing', value: yesNo(line.standing === 'active', ['Active', 'Suspended']) },
          { term: 'SMS', value: yesNo(line.smsEnabled, ['On', 'Off']) },
          { term: 'On the phone', value: yesNo(line.messagesApp, ['What apps send shows on your phone too', 'What apps send does not show on your phone: its messages app is missing']) },
          { term: 'Roaming', value: line.roaming ? yesNo(line.roamingPlan, ['Yes, your plan covers it', 'Yes, and your plan does not cover it: messages wait until you are back']) : 'No' },
        ]}
      />
      <p className="flex gap-2 text-14">
        {eligible ? <CircleCheck aria-hidden="true" className="text-ok" /> : <CircleX aria-hidden="true" className="text-bad" />}
        <span>{eligible ? 'Apps may use this line when you let them.' : `Apps cannot use this line. ${failed.map(({ title, whatToDo }) => `${title}. ${whatToDo}`).join(' ')}`}</span>
      </p>
    </div>
  );
}
