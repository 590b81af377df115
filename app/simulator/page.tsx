import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { giveAway, setNetwork, turnSwitch, writeFromPhone } from '#lib/actions/simulator.ts';
import { clock } from '#lib/clock.ts';
import { shortId } from '#lib/ids.ts';
import { countEventsMoving, listLedgerForPeople, listMessagesWaiting, listPhoneForPeople, listPhones } from '#lib/use-cases/simulator/list-phones.ts';
import { getConditions } from '#lib/use-cases/simulator/set-conditions.ts';
import { isSimulated } from '#lib/use-cases/simulator/require-simulator.ts';
import { isTimeZone } from '#components/inbox/when.ts';
import { TimeZone } from '#components/inbox/time-zone.tsx';
import { SiteHeader } from '#components/site/site-header.tsx';
import { Air } from '#components/simulator/air.tsx';
import { Ledger } from '#components/simulator/ledger.tsx';
import { LinePicker } from '#components/simulator/line-picker.tsx';
import { NetworkPanel } from '#components/simulator/network-panel.tsx';
import { Phone } from '#components/simulator/phone.tsx';
import { PhoneTable } from '#components/simulator/phone-table.tsx';
import { ScriptedNumbers } from '#components/simulator/scripted-numbers.tsx';
import { SimulatorLive } from '#components/simulator/simulator-live.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { SiteNav } from '#app/(site)/site-nav.tsx';

export const metadata: Metadata = { title: 'A carrier in a box' };

const ledgerLength = 200;
/** Messages of a phone, at first and when more is asked for. */
const [phoneLength, longPhoneLength] = [100, 400];

/** The phones named in the address, or the first three. */
function chosenOf(phones: string | string[] | undefined, all: string[]): string[] {
  const named = String(phones ?? '').split(',').map((digits) => `+${digits.replace(/\D/g, '')}`);
  const known = [...new Set(named)].filter((msisdn) => all.includes(msisdn)).slice(0, 3);
  return known.length > 0 ? known : all.slice(0, 3);
}

export default async function SimulatorPage({ searchParams }: { searchParams: Promise<{ phones?: string | string[]; more?: string | string[] }> }) {
  if (!isSimulated) notFound();
  const [lines, entries, moving, conditions, store] = await Promise.all([listPhones(), listLedgerForPeople({ limit: ledgerLength }), countEventsMoving(), getConditions(), cookies()]);
  const known = store.get('zone')?.value ?? null;
  const zone = known && isTimeZone(known) ? known : 'America/Los_Angeles';
  const { phones: asked, more } = await searchParams;
  const shown = chosenOf(asked, lines.map(({ msisdn }) => msisdn));
  const moreHref = more === undefined ? `/simulator?phones=${shown.map((msisdn) => msisdn.slice(1)).join()}&more=1` : null;
  const now = clock.now();
  const phones = await Promise.all(
    shown.flatMap((msisdn) => lines.find((line) => line.msisdn === msisdn) ?? []).map(async (phone) => ({
      phone,
      content: await listPhoneForPeople({ msisdn: phone.msisdn, limit: more === undefined ? phoneLength : longPhoneLength }),
      waiting: await listMessagesWaiting({ msisdn: phone.msisdn }),
    })),
  );
  const names = lines.map(({ msisdn, name }): [string, string] => [msisdn, name]);
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader
        nav={<SiteNav />}
        account={
          <ButtonLink href="/inbox" size="sm">
            Inbox
          </ButtonLink>
        }
      />
      <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[1360px] flex-1 grid-cols-[minmax(0,1fr)_312px] grid-rows-[auto_auto_1fr_auto] gap-x-6 gap-y-4 px-6 pt-4 pb-6 max-[1100px]:grid-cols-[minmax(0,1fr)] max-[1100px]:grid-rows-none max-[1100px]:content-start max-md:px-4">
        <div className="col-span-full flex min-h-10 flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-22">A carrier in a box</h1>
          <p className="mr-auto text-13 text-muted">
            A pretend network with real rules. Nothing leaves this machine. There is <Link className="link" href="/simulator/television">a television</Link>, too.
          </p>
          <LinePicker lines={lines} shown={shown} />
        </div>
        <section
          aria-labelledby="phones-title"
          className="rounded-[20px] border border-border bg-sunken bg-[radial-gradient(circle_at_1px_1px,color-mix(in_oklch,var(--border-strong)_32%,transparent)_1px,transparent_1.4px)] bg-[length:16px_16px] px-6 pb-4 max-[1100px]:pt-4 max-md:px-3"
        >
          <h2 id="phones-title" className="sr-only">
            Phones
          </h2>
          <Air phones={phones.map(({ phone }) => phone)} waitingFor={phones.map(({ waiting }) => waiting.length)} onTheirWay={moving} conditions={conditions} />
          <PhoneTable
            phones={phones.map(({ phone, content, waiting }) => ({
              msisdn: phone.msisdn,
              name: phone.name,
              phone: (
                <Phone
                  phone={phone}
                  content={content}
                  waiting={waiting}
                  isLinkDown={conditions.isLinkDown}
                  names={names}
                  zone={zone}
                  now={now}
                  moreHref={moreHref}
                  actions={{ send: writeFromPhone, turn: turnSwitch, give: giveAway }}
                />
              ),
            }))}
          />
          {lines.length === 0 && <p className="py-16 text-center text-14 text-muted">There are no lines yet. Start Handset with its demo world: npm start.</p>}
        </section>
        <NetworkPanel conditions={conditions} setAction={setNetwork} className="min-[1101px]:row-span-2" />
        <ScriptedNumbers />
        <div className="col-span-full">
          <Ledger lines={entries.map((entry) => ({ ...entry, messageId: shortId(entry.messageId) }))} names={names} zone={zone} />
        </div>
      </main>
      <SimulatorLive isMoving={moving > 0} />
      <TimeZone known={known} />
    </div>
  );
}
