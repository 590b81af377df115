'use client';

import { MessageSquare, UsersRound } from 'lucide-react';
import { useState } from 'react';
import type { PhoneThread } from '#components/simulator/phone-view.ts';
import { ReplyField, type Written } from '#components/simulator/reply-field.tsx';

export interface PhoneThreadsProps {
  given: string;
  threads: PhoneThread[];
  waitingCount: number;
  onOpen: (key: string) => void;
  onSend: (to: string[], written: Written, group: boolean) => Promise<string | null>;
}

/** All conversations of a phone, and a new message to any number. */
export function PhoneThreads({ given, threads, waitingCount, onOpen, onSend }: PhoneThreadsProps) {
  const [to, setTo] = useState('');
  const [isGroup, setGroup] = useState(false);
  const numbers = to.split(/[,;\n]+/).map((piece) => piece.trim()).filter((piece) => piece !== '');
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the keyboard */}
      <div tabIndex={0} role="group" aria-label={`${given}’s conversations`} className="min-h-0 overflow-y-auto wrap-anywhere outline-offset-[-2px]">
        {waitingCount > 0 && <p className="px-3.5 py-2 text-12 text-muted">{waitingCount} waiting at the carrier</p>}
        {threads.length === 0 && <p className="px-6 py-10 text-center text-13 text-muted">No messages yet. Write to any number below, or to {given} from an inbox.</p>}
        <ul>
          {threads.map((thread) => (
            <li key={thread.key}>
              <button type="button" onClick={() => onOpen(thread.key)} className="flex w-full items-center gap-2.5 border-b border-border px-3.5 py-2 text-left text-13 hover:bg-hover">
                {thread.isGroup ? <UsersRound aria-hidden="true" className="size-4 text-muted" /> : <MessageSquare aria-hidden="true" className="size-4 text-muted" />}
                <span className="grid min-w-0">
                  <bdi title={thread.title} className="truncate font-medium tabular-nums">
                    {thread.title}
                  </bdi>
                  <bdi className="truncate text-12 text-muted">{thread.messages.at(-1)?.text || 'Picture'}</bdi>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className="border-t border-border pt-2">
        <div className="mx-2.5 flex items-center gap-2 text-13">
          <input
            aria-label={`New message from ${given}, to`}
            placeholder="To: number, number"
            value={to}
            inputMode="tel"
            autoComplete="off"
            onChange={(event) => setTo(event.currentTarget.value)}
            className="h-8 min-w-0 flex-1 rounded-control border border-strong bg-transparent px-2.5 text-13 touch:h-11 touch:text-16"
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
          onSend={async (written) => {
            if (numbers.length === 0) return 'Name at least one number.';
            const problem = await onSend(numbers, written, isGroup);
            if (problem === null) setTo('');
            return problem;
          }}
        />
      </div>
    </>
  );
}
