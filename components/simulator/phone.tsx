'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import type { PhoneContent, VirtualPhone, WaitingMessage } from '#lib/domain/virtual-phone.ts';
import { attempt, type Act } from '#components/inbox/action-types.ts';
import { GiveNumber } from '#components/simulator/give-number.tsx';
import { PhoneStatusBar } from '#components/simulator/phone-status-bar.tsx';
import { PhoneSwitches, type Switches } from '#components/simulator/phone-switches.tsx';
import type { Problem, Written } from '#components/simulator/reply-field.tsx';
import { PhoneTalk } from '#components/simulator/phone-talk.tsx';
import { PhoneThreads } from '#components/simulator/phone-threads.tsx';
import { hindranceOf, signalWords, threadsOf } from '#components/simulator/phone-view.ts';
import { Avatar } from '#components/ui/avatar.tsx';

export interface SimulatorActions {
  send: Act<{ msisdn: string; to: string[]; text: string; group: boolean; picture?: File }, { id: string }>;
  turn: Act<{ msisdn: string } & Partial<Switches>, { done: boolean }>;
  give: Act<{ msisdn: string }, { done: boolean }>;
}

export interface PhoneProps {
  phone: VirtualPhone;
  content: PhoneContent;
  /** What the network has for it. */
  waiting: WaitingMessage[];
  isLinkDown: boolean;
  names: [string, string][];
  zone: string;
  now: Date;
  /** The page with more of each phone; null when there is no more to be had. */
  moreHref: string | null;
  actions: SimulatorActions;
}

/** A phone as its owner holds it. */
export function Phone({ phone, content, waiting, isLinkDown, names: nameList, zone, now, moreHref, actions }: PhoneProps) {
  const names = new Map(nameList);
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const threads = threadsOf(phone, content.messages, names);
  const open = openKey === 'list' ? null : (threads.find(({ key }) => key === openKey) ?? threads[0] ?? null);
  const given = phone.name.split(' ')[0] ?? phone.name;
  const hindrance = hindranceOf(phone, isLinkDown);

  function act(work: () => ReturnType<SimulatorActions['give']>) {
    start(async () => {
      const { failure } = await attempt(work);
      if (failure) toast.error(failure.text);
      else router.refresh();
    });
  }

  async function send(to: string[], { text, picture }: Written, group: boolean): Promise<Problem | null> {
    const { failure } = await attempt(() => actions.send({ msisdn: phone.msisdn, to, text, group, ...(picture ? { picture } : {}) }));
    if (!failure) router.refresh();
    return failure;
  }

  return (
    <article aria-labelledby={`phone-${phone.msisdn}`} className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <div className="relative rounded-[38px] bg-[oklch(0.27_0.012_215)] p-[9px] shadow-float ring-1 ring-[oklch(0.42_0.012_215)] after:absolute after:top-24 after:-right-[3px] after:h-11 after:w-[3px] after:rounded-r-[3px] after:bg-[oklch(0.42_0.012_215)] dark:bg-[oklch(0.12_0.01_215)]">
        <div className="grid h-[404px] grid-cols-[minmax(0,1fr)] grid-rows-[30px_auto_minmax(0,1fr)_auto] overflow-hidden rounded-[29px] bg-surface">
          <PhoneStatusBar phone={phone} isLinkDown={isLinkDown} now={now} zone={zone} />
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
              clock={{ now, zone }}
              waiting={waiting.filter(({ conversation }) => conversation === open.key)}
              hindrance={hindrance}
              earlier={content.hiddenMessages[open.key] ?? 0}
              moreHref={moreHref}
              onBack={() => setOpenKey('list')}
              onSend={(written) => send(open.others, written, open.isGroup)}
            />
          ) : (
            <PhoneThreads
              given={given}
              threads={threads}
              clock={{ now, zone }}
              waiting={waiting}
              hindrance={hindrance}
              older={content.hiddenConversations}
              moreHref={moreHref}
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
      <span className="sr-only">{`The phone ${signalWords(phone, isLinkDown)}.`}</span>
    </article>
  );
}
