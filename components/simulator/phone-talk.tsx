'use client';

import { ChevronLeft, Copy, UsersRound } from 'lucide-react';
import { useId } from 'react';
import { toast } from 'sonner';
import { addressKindOf } from '#lib/domain/address.ts';
import type { WaitingMessage } from '#lib/domain/virtual-phone.ts';
import { type Clock, dayKey, dayLabel } from '#components/inbox/when.ts';
import { LeftOut } from '#components/simulator/left-out.tsx';
import { codeIn, type Hindrance, personOf, type PhoneThread, sendingNotes, waitingWords } from '#components/simulator/phone-view.ts';
import { type Problem, ReplyField, type Written } from '#components/simulator/reply-field.tsx';
import { cn } from '#components/ui/cn.ts';
import { clockTime } from '#lib/domain/time-words.ts';

export interface PhoneTalkProps {
  thread: PhoneThread;
  given: string;
  names: ReadonlyMap<string, string>;
  clock: Clock;
  waiting: WaitingMessage[];
  hindrance: Hindrance | null;
  /** Earlier messages that are left out. */
  earlier: number;
  moreHref: string | null;
  onBack: () => void;
  onSend: (written: Written) => Promise<Problem | null>;
}

const bubble = 'w-fit max-w-[88%] rounded-[16px] px-3 py-[7px] text-13 leading-[18px] wrap-anywhere whitespace-pre-wrap';

async function copyCode(code: string) {
  try {
    await navigator.clipboard.writeText(code.replace(/\D/g, ''));
    toast.success('Code copied');
  } catch {
    toast.error('Select the code and copy it by hand');
  }
}

/** One conversation on a phone, with its reply field. */
export function PhoneTalk({ thread, given, names, clock, waiting, hindrance, earlier, moreHref, onBack, onSend }: PhoneTalkProps) {
  const problemId = useId();
  const { messages, isGroup, title } = thread;
  const newest = messages.at(-1);
  const code = newest?.direction === 'in' ? codeIn(newest.text) : null;
  return (
    <>
      <div className="flex min-h-0 flex-col">
        <button type="button" onClick={onBack} className="flex min-h-8 shrink-0 items-center gap-1 border-b border-border px-2 text-left text-13 font-medium hover:bg-hover">
          <ChevronLeft aria-hidden="true" className="size-4 text-muted" />
          <span className="sr-only">All conversations, now: </span>
          {isGroup && <UsersRound aria-hidden="true" className="size-3.5 text-muted" />}
          <bdi title={title} className="truncate tabular-nums">{isGroup ? `${title}, ${thread.others.length + 1} people` : title}</bdi>
        </button>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the keyboard */}
        <div tabIndex={0} role="log" aria-live="off" aria-label={`Messages with ${title}`} className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto outline-offset-[-2px]">
          <div className="mt-auto grid grid-cols-[minmax(0,1fr)] gap-[3px] px-3 py-2">
            {earlier > 0 && <LeftOut count={earlier} what={['earlier message', 'earlier messages']} moreHref={moreHref} />}
            {messages.map((message, at) => {
              const isOut = message.direction === 'out';
              const day = dayKey(message.at, clock.zone);
              const [before, after] = [messages[at - 1], messages[at + 1]];
              const isNewDay = before ? dayKey(before.at, clock.zone) !== day : day !== dayKey(clock.now, clock.zone);
              const isLast = after?.direction !== message.direction || dayKey(after.at, clock.zone) !== day;
              return (
                <div key={message.id} className={cn('grid grid-cols-[minmax(0,1fr)]', isOut && 'justify-items-end')}>
                  {isNewDay && (
                    <h4 className="justify-self-center px-1 pt-2 pb-1 text-[11px] leading-[14px] font-medium text-muted">
                      <time dateTime={day}>{dayLabel(message.at, clock)}</time>
                    </h4>
                  )}
                  {isGroup && !isOut && (isNewDay || before?.from !== message.from) && <span className="min-w-0 truncate px-1 pt-1 text-[11px] font-medium text-muted">{personOf(message.from, names)}</span>}
                  <p className={cn(bubble, isOut ? 'bg-bubble-out text-on-bubble-out' : 'bg-bubble-in')}>
                    <span className="sr-only">{isOut ? `${given}: ` : `${personOf(message.from, names)}: `}</span>
                    {message.text}
                    {message.parts.map((part, place) =>
                      part.contentType.startsWith('image/') ? (
                        // eslint-disable-next-line @next/next/no-img-element -- made for showing by our own server
                        <img key={place} src={`/simulator/media/${message.id}/${place}`} alt={part.name} className="my-1 max-h-40 min-h-16 w-full min-w-24 rounded-[10px] object-cover" />
                      ) : (
                        <span key={place} className="block text-12 opacity-80">
                          {part.name}
                        </span>
                      ),
                    )}
                  </p>
                  {isLast && <time dateTime={message.at.toISOString()} className="px-1 pt-0.5 pb-1 text-[11px] leading-[14px] text-muted">{clockTime(message.at, clock.zone)}</time>}
                </div>
              );
            })}
            {code && (
              <button
                type="button"
                onClick={() => void copyCode(code)}
                className="my-1 inline-flex min-h-8 w-fit items-center gap-1.5 rounded-full bg-accent-soft px-3 text-13 font-semibold text-accent-text tabular-nums touch:min-h-11"
              >
                <Copy aria-hidden="true" className="size-4" />
                Copy {code}
              </button>
            )}
            {waiting.map((message, at) => (
              <div key={message.id} className="grid">
                <p className={cn(bubble, 'border-[1.5px] border-dashed border-strong text-muted', hindrance === null && 'animate-shimmer')}>{message.text}</p>
                {at === waiting.length - 1 && <span className="px-1 pt-0.5 text-[11px] leading-[14px] text-muted">{waitingWords[hindrance ?? 'none']}</span>}
              </div>
            ))}
          </div>
        </div>
      </div>
      {addressKindOf(thread.others[0] ?? '') === 'short-code' ? (
        <p className="m-2.5 text-center text-12 text-muted">A short code. Nobody reads answers.</p>
      ) : (
        <ReplyField label={`Reply ${isGroup ? 'to all ' : ''}as ${given}`} sendLabel={`Send as ${given}`} note={sendingNotes[hindrance ?? 'none']} situation={hindrance ?? ''} problemId={problemId} onSend={onSend} />
      )}
    </>
  );
}
