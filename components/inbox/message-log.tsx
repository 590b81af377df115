'use client';

import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ThreadMessage } from '#lib/domain/conversation.ts';
import { Button } from '#components/ui/button.tsx';
import { MessageBubble, type MessageBubbleProps } from '#components/inbox/message-bubble.tsx';
import { groupByDay } from '#components/inbox/message-view.ts';
import { PendingBubble, type PendingSend } from '#components/inbox/pending-bubble.tsx';
import { dayLabel } from '#components/inbox/when.ts';

export interface MessageLogProps extends Pick<MessageBubbleProps, 'clock' | 'actions' | 'onChanged' | 'onRewrite'> {
  label: string;
  messages: ThreadMessage[];
  /** The message to open at. */
  foundId: string | null;
  pending: PendingSend[];
  /** Above the oldest message: how to see earlier ones. */
  earlier: React.ReactNode;
  /** Everything down to the newest message was on the screen. */
  onSeen: () => void;
}

/** How far from the end still counts as reading the newest. */
const nearEnd = 80;

/** The conversation, opening at its newest message. Reading higher up, nothing moves: a button tells of what came. */
export function MessageLog({ label, messages, foundId, pending, earlier, onSeen, ...bubble }: MessageLogProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef({ height: 0, lastId: messages.at(-1)?.messageId });
  const [newCount, setNewCount] = useState(0);
  const lastId = messages.at(-1)?.messageId;

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const { height, lastId: lastSeen } = before.current;
    const isAway = box.scrollTop < -nearEnd;
    if (lastId !== lastSeen && lastSeen !== undefined) {
      const at = messages.findIndex(({ messageId }) => messageId === lastSeen);
      const added = at < 0 ? 0 : messages.slice(at + 1).filter(({ direction }) => direction === 'in').length;
      if (isAway) {
        box.scrollTop -= box.scrollHeight - height;
        if (added > 0) setNewCount((count) => count + added);
      }
    }
    before.current = { height: box.scrollHeight, lastId };
  }, [messages, lastId]);

  const hasUnread = messages.some(({ isUnread }) => isUnread);
  useEffect(() => {
    if (!hasUnread || newCount > 0) return;
    const seen = () => document.visibilityState === 'visible' && onSeen();
    seen();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [hasUnread, newCount, lastId, onSeen]);

  useEffect(() => {
    if (foundId) document.getElementById(`m-${foundId}`)?.scrollIntoView({ block: 'center' });
  }, [foundId]);

  function toEnd() {
    scroller.current?.scrollTo({ top: 0, behavior: 'smooth' });
    setNewCount(0);
  }

  /** One tab stop for the whole log; arrows walk from message to message. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    if (event.target !== scroller.current && !(event.target as HTMLElement).id.startsWith('m-')) return;
    const items = [...(scroller.current?.querySelectorAll<HTMLElement>('li[id^="m-"]') ?? [])];
    const at = items.indexOf(event.target as HTMLElement);
    const next = at < 0 ? items.at(-1) : items[at + (event.key === 'ArrowUp' ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <div className="relative min-h-0">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows walk from message to message */}
      <div
        ref={scroller}
        role="log"
        aria-label={label}
        aria-live="off"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => event.currentTarget.scrollTop > -nearEnd && newCount > 0 && setNewCount(0)}
        className="flex h-full flex-col-reverse overflow-y-auto outline-offset-[-3px] [overflow-anchor:none]"
      >
        <div className="mx-auto mb-auto w-full max-w-[776px] px-6 pb-4 max-md:px-4">
          {earlier}
          {groupByDay(messages, bubble.clock.zone).map((day) => (
            <section key={day.key} aria-labelledby={`d-${day.key}`}>
              <h3 id={`d-${day.key}`} className="mt-4 mb-2 flex justify-center text-12 font-medium text-muted">
                <time dateTime={day.key}>{dayLabel(day.first.at, bubble.clock)}</time>
              </h3>
              <ol>
                {day.messages.map(({ message, isNext, isLastOfRun }) => (
                  <MessageBubble key={message.messageId} message={message} isNext={isNext} isLastOfRun={isLastOfRun} isFound={message.messageId === foundId} {...bubble} />
                ))}
              </ol>
            </section>
          ))}
          {pending.map((send) => (
            <PendingBubble key={send.key} send={send} />
          ))}
        </div>
      </div>
      {newCount > 0 && (
        <Button variant="primary" size="sm" onClick={toEnd} className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float">
          <ArrowDown aria-hidden="true" />
          {newCount} new
        </Button>
      )}
    </div>
  );
}
