'use client';

import { Globe, Plane } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import type { VirtualPhone, VirtualPhoneMessage } from '#lib/domain/virtual-phone.ts';
import { attempt, type Act } from '#components/inbox/action-types.ts';
import { GiveNumber } from '#components/simulator/give-number.tsx';
import { PhoneSwitches, type Switches } from '#components/simulator/phone-switches.tsx';
import type { Written } from '#components/simulator/reply-field.tsx';
import { PhoneTalk } from '#components/simulator/phone-talk.tsx';
import { PhoneThreads } from '#components/simulator/phone-threads.tsx';
import { threadsOf } from '#components/simulator/phone-view.ts';
import { Avatar } from '#components/ui/avatar.tsx';

export interface SimulatorActions {
  send: Act<{ msisdn: string; to: string[]; text: string; group: boolean; picture?: File }, { id: string }>;
  turn: Act<{ msisdn: string } & Partial<Switches>, { done: boolean }>;
  give: Act<{ msisdn: string }, { done: boolean }>;
}

export interface PhoneProps {
  phone: VirtualPhone;
  messages: VirtualPhoneMessage[];
  /** Held by the network because the phone cannot be reached. */
  waiting: { from: string; text: string }[];
  names: [string, string][];
  zone: string;
  now: string;
  actions: SimulatorActions;
}

/** A phone as its owner holds it. */
export function Phone({ phone, messages, waiting, names: nameList, zone, now, actions }: PhoneProps) {
  const names = new Map(nameList);
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const threads = threadsOf(phone, messages, names);
  const open = openKey === 'list' ? null : (threads.find(({ key }) => key === openKey) ?? threads[0] ?? null);
  const given = phone.name.split(' ')[0] ?? phone.name;

  function act(work: () => ReturnType<SimulatorActions['give']>) {
    start(async () => {
      const { failure } = await attempt(work);
      if (failure) toast.error(failure.text);
      router.refresh();
    });
  }

  async function send(to: string[], { text, picture }: Written, group: boolean): Promise<string | null> {
    const { failure } = await attempt(() => actions.send({ msisdn: phone.msisdn, to, text, group, ...(picture ? { picture } : {}) }));
    router.refresh();
    return failure?.text ?? null;
  }

  const hasSignal = !phone.airplaneMode;
  return (
    <article aria-labelledby={`phone-${phone.msisdn}`} className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <div className="relative rounded-[38px] bg-[oklch(0.27_0.012_215)] p-[9px] shadow-float ring-1 ring-[oklch(0.42_0.012_215)] after:absolute after:top-24 after:-right-[3px] after:h-11 after:w-[3px] after:rounded-r-[3px] after:bg-[oklch(0.42_0.012_215)] dark:bg-[oklch(0.12_0.01_215)]">
        <div className="grid h-[404px] grid-cols-[minmax(0,1fr)] grid-rows-[30px_auto_minmax(0,1fr)_auto] overflow-hidden rounded-[29px] bg-surface">
          <StatusBar phone={phone} now={now} />
          <div className="flex min-w-0 items-center gap-2 border-b border-border px-3.5 pt-1 pb-2 text-13 leading-4">
            <Avatar address={phone.msisdn} size="sm" name={phone.name} />
            <h3 id={`phone-${phone.msisdn}`} className="min-w-0 text-13 leading-4">
              <span title={phone.name} className="block truncate">
                {phone.name}
              </span>
              <span className="block truncate text-[11px] leading-[14px] font-normal text-muted tabular-nums">{formatMsisdn(phone.msisdn)}</span>
            </h3>
          </div>
          {open ? (
            <PhoneTalk
              key={open.key}
              thread={open}
              given={given}
              names={names}
              zone={zone}
              waiting={waiting.filter(({ from }) => !open.isGroup && open.others[0] === from)}
              phone={phone}
              onBack={() => setOpenKey('list')}
              onSend={(written) => send(open.others, written, open.isGroup)}
            />
          ) : (
            <PhoneThreads
              given={given}
              threads={threads}
              waitingCount={waiting.length}
              onOpen={setOpenKey}
              onSend={async (to, written, group) => {
                const problem = await send(to, written, group);
                if (problem === null) setOpenKey(null);
                return problem;
              }}
            />
          )}
        </div>
      </div>
      <p className="text-center text-12 wrap-anywhere text-muted">{phone.note}</p>
      <PhoneSwitches phone={phone} isBusy={isBusy} onTurn={(switches) => act(() => actions.turn({ msisdn: phone.msisdn, ...switches }))} />
      <GiveNumber name={phone.name} isBusy={isBusy} onGive={() => act(() => actions.give({ msisdn: phone.msisdn }))} />
      <span className="sr-only">{hasSignal ? 'The phone has a signal.' : 'The phone is in airplane mode.'}</span>
    </article>
  );
}

function StatusBar({ phone, now }: { phone: VirtualPhone; now: string }) {
  const bars = phone.airplaneMode ? 0 : phone.roaming ? 1 : 4;
  return (
    <div className="flex items-center gap-1.5 pt-1.5 pr-4 pl-5 text-[11px] font-semibold tabular-nums">
      <time>{now}</time>
      <span className="flex-1" />
      {phone.airplaneMode && (
        <span className="inline-flex items-center gap-1 text-warn">
          <Plane aria-hidden="true" className="size-3.5" />
          Airplane mode
        </span>
      )}
      {!phone.airplaneMode && phone.roaming && (
        <span className="inline-flex items-center gap-1 text-warn">
          <Globe aria-hidden="true" className="size-3.5" />
          Roaming
        </span>
      )}
      {!phone.airplaneMode && !phone.roaming && <span>Box</span>}
      {bars > 0 && (
        <svg width="16" height="11" viewBox="0 0 16 11" role="img" aria-label={`${bars} of 4 bars`} className="fill-current">
          <rect y="7" width="3" height="4" rx="1" />
          <rect x="4.3" y="5" width="3" height="6" rx="1" opacity={bars > 1 ? 1 : 0.3} />
          <rect x="8.6" y="2.5" width="3" height="8.5" rx="1" opacity={bars > 2 ? 1 : 0.3} />
          <rect x="12.9" width="3" height="11" rx="1" opacity={bars > 3 ? 1 : 0.3} />
        </svg>
      )}
      <svg width="22" height="11" viewBox="0 0 22 11" aria-hidden="true">
        <rect x=".5" y=".5" width="18" height="10" rx="3" fill="none" stroke="currentColor" />
        <rect x="2" y="2" width="12" height="7" rx="1.5" className="fill-current" />
        <rect x="20" y="3.5" width="2" height="4" rx="1" className="fill-current" />
      </svg>
    </div>
  );
}
