'use client';

import { MessageSquare, UsersRound } from 'lucide-react';
import { useId, useState } from 'react';
import type { WaitingMessage } from '#lib/domain/virtual-phone.ts';
import { type Clock, listTime } from '#components/inbox/when.ts';
import { LeftOut } from '#components/simulator/left-out.tsx';
import { type Hindrance, type PhoneThread, sendingNotes } from '#components/simulator/phone-view.ts';
import { type Problem, ReplyField, type Written } from '#components/simulator/reply-field.tsx';

export interface PhoneThreadsProps {
  given: string;
  threads: PhoneThread[];
  clock: Clock;
  waiting: WaitingMessage[];
  hindrance: Hindrance | null;
  /** Conversations that are left out. */
  older: number;
  moreHref: string | null;
  onOpen: (key: string) => void;
  onSend: (to: string[], written: Written, group: boolean) => Promise<Problem | null>;
}

const nobody: Problem = { text: 'Name at least one number, like (425) 555-0101.', field: 'to' };

/** All conversations of a phone, and a new message to any number. */
export function PhoneThreads({ given, threads, clock, waiting, hindrance, older, moreHref, onOpen, onSend }: PhoneThreadsProps) {
  const problemId = useId();
  const [to, setTo] = useState('');
  const [isGroup, setGroup] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const situation = `${hindrance} ${to}`;
  const isRefused = refused === situation;
  const numbers = to.split(/[,;\n]+/).map((piece) => piece.trim()).filter((piece) => piece !== '');
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the keyboard */}
      <div tabIndex={0} role="group" aria-label={`${given}’s conversations`} className="min-h-0 overflow-y-auto wrap-anywhere outline-offset-[-2px]">
        {hindrance !== null && waiting.length > 0 && <p className="px-3.5 py-2 text-12 text-muted">{waiting.length} waiting at the carrier</p>}
        {threads.length === 0 && <p className="px-6 py-10 text-center text-13 text-muted">No messages yet. Write to any number below, or to {given} from an inbox.</p>}
        <ul>
          {threads.map((thread) => {
            const newest = thread.messages.at(-1);
            return (
              <li key={thread.key}>
                <button type="button" onClick={() => onOpen(thread.key)} className="flex w-full items-center gap-2.5 border-b border-border px-3.5 py-2 text-left text-13 hover:bg-hover">
                  {thread.isGroup ? <UsersRound aria-hidden="true" className="size-4 text-muted" /> : <MessageSquare aria-hidden="true" className="size-4 text-muted" />}
                  <span className="grid min-w-0 flex-1">
                    <bdi title={thread.title} className="truncate font-medium tabular-nums">
                      {thread.title}
                    </bdi>
                    <bdi className="truncate text-12 text-muted">{newest?.text || 'Picture'}</bdi>
                  </span>
                  {newest && (
                    <time dateTime={newest.at.toISOString()} className="self-start pt-px text-[11px] leading-4 whitespace-nowrap text-muted tabular-nums">
                      {listTime(newest.at, clock)}
                    </time>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
        {older > 0 && <LeftOut count={older} what={['older conversation', 'older conversations']} moreHref={moreHref} />}
      </div>
      <div className="border-t border-border pt-2">
        <div className="mx-2.5 flex items-center gap-2 text-13">
          <input
            aria-label={`New message from ${given}, to`}
            placeholder="To: number, number"
            value={to}
            inputMode="tel"
            autoComplete="off"
            aria-invalid={isRefused || undefined}
            aria-describedby={isRefused ? problemId : undefined}
            onChange={(event) => setTo(event.currentTarget.value)}
            className="h-8 min-w-0 flex-1 rounded-control border border-strong bg-transparent px-2.5 text-13 aria-invalid:border-bad touch:h-11 touch:text-16"
          />
          {numbers.length > 1 && (
            <label className="inline-flex items-center gap-1.5 text-12">
              <input type="checkbox" checked={isGroup} onChange={(event) => setGroup(event.currentTarget.checked)} className="size-4 accent-accent" />
              Group
            </label>
          )}
        </div>
        <ReplyField
          label={`Write as ${given}`}
          sendLabel={`Send as ${given}`}
          note={sendingNotes[hindrance ?? 'none']}
          situation={situation}
          problemId={problemId}
          onSend={async (written) => {
            const problem = numbers.length === 0 ? nobody : await onSend(numbers, written, isGroup);
            setRefused(problem?.field === 'to' ? situation : null);
            if (problem === null) setTo('');
            return problem;
          }}
        />
      </div>
    </>
  );
}
