'use client';

import { useId, useState } from 'react';
import type { ThreadMessage } from '#lib/domain/conversation.ts';
import type { KeywordEffect } from '#lib/domain/keyword-answer.ts';
import { Attachments } from '#components/inbox/attachments.tsx';
import { attempt, type ThreadActions } from '#components/inbox/action-types.ts';
import { MessageDetails } from '#components/inbox/message-details.tsx';
import { MessageMeta } from '#components/inbox/message-status.tsx';
import { MessageText } from '#components/inbox/message-text.tsx';
import { hasFailed, remedyOf } from '#components/inbox/message-view.ts';
import { newKey } from '#components/inbox/new-key.ts';
import { firstName } from '#components/inbox/names.ts';
import type { Clock } from '#components/inbox/when.ts';
import { cn } from '#components/ui/cn.ts';

export interface MessageBubbleProps {
  message: ThreadMessage;
  isNext: boolean;
  isLastOfRun: boolean;
  /** A search found it. */
  isFound: boolean;
  clock: Clock;
  actions: Pick<ThreadActions, 'resend' | 'timeline'>;
  onChanged: () => void;
  /** Puts the text of a failed message back into the composer. */
  onRewrite: (text: string) => void;
}

const keywordNotes: Readonly<Record<KeywordEffect, string>> = {
  stopped: 'Apps write to them no more. You still can.',
  started: 'Apps may write to them again.',
  helped: 'They asked an app for help. Handset answered.',
  flagged: 'They wrote STOP. Nothing was blocked.',
};

/** One message: who, what, and what became of it. */
export function MessageBubble({ message, isNext, isLastOfRun, isFound, clock, actions, onChanged, onRewrite }: MessageBubbleProps) {
  const detailsId = useId();
  const [isOpen, setOpen] = useState(false);
  const isOut = message.direction === 'out';
  const failed = hasFailed(message);
  const from = firstName({ address: message.fromAddress, name: message.fromName });
  const isBare = !isOut && !isLastOfRun && message.route === 'SMS';
  return (
    <li
      id={`m-${message.messageId}`}
      tabIndex={-1}
      aria-current={isFound ? 'true' : undefined}
      className={cn('grid scroll-mt-20 grid-cols-[minmax(0,1fr)] justify-items-start rounded-bubble focus-visible:outline-2', isFound ? 'outline-2 outline-offset-1 outline-accent' : 'outline-offset-4', isNext ? 'mt-[3px]' : 'mt-3', isOut && 'justify-items-end')}
    >
      <span className="sr-only">{isOut ? (failed ? 'You, not delivered:' : 'You:') : `${from}:`}</span>
      {message.isGroup && !isOut && !isNext && (
        <span aria-hidden="true" title={from} className="max-w-full truncate px-1 pb-0.5 text-12 font-medium text-muted">
          <bdi>{from}</bdi>
        </span>
      )}
      <div className={cn('grid max-w-[min(36rem,78%)] min-w-0 gap-[3px] max-md:max-w-[84%]', isOut && 'justify-items-end')}>
        <Attachments messageId={message.messageId} parts={message.parts} isOut={isOut} />
        {(message.text !== '' || message.subject) && (
          <div
            className={cn(
              'min-w-0 rounded-bubble px-3.5 py-[9px] text-16 leading-[22px] wrap-anywhere',
              isOut ? 'rounded-br-[6px] bg-bubble-out text-on-bubble-out' : 'rounded-bl-[6px] bg-bubble-in',
              failed && 'bg-bad-soft text-ink ring-1 ring-bad ring-inset',
            )}
          >
            {message.subject && <p className="font-semibold"><bdi>{message.subject}</bdi></p>}
            <MessageText text={message.text} />
          </div>
        )}
      </div>
      {!isBare && (
        <MessageMeta
          message={message}
          clock={clock}
          isOpen={isOpen}
          detailsId={detailsId}
          onToggle={() => setOpen(!isOpen)}
          action={failed ? <Remedy message={message} resend={actions.resend} onChanged={onChanged} onRewrite={onRewrite} /> : undefined}
        />
      )}
      {message.keyword && <p className="max-w-full px-1 pt-1 text-12 text-muted">{keywordNotes[message.keyword]}</p>}
      {isOpen && <MessageDetails id={detailsId} message={message} clock={clock} timeline={actions.timeline} />}
    </li>
  );
}

type RemedyProps = Pick<MessageBubbleProps, 'message' | 'onChanged' | 'onRewrite'> & { resend: ThreadActions['resend'] };

const linkButton = 'min-h-6 font-semibold text-accent-text underline disabled:opacity-60';

/** The action that can work for this failure; none where nothing here can help. */
function Remedy({ message, resend, onChanged, onRewrite }: RemedyProps) {
  // One key for all presses: however often it is pressed, one message goes out.
  const [key] = useState(newKey);
  const [state, setState] = useState<'ready' | 'running' | 'done'>('ready');
  const [problem, setProblem] = useState<string | null>(null);
  const remedy = remedyOf(message);
  if (remedy === 'none') return null;
  if (remedy === 'rewrite') {
    return (
      <button type="button" className={linkButton} onClick={() => onRewrite(message.text)}>
        Edit and send again
      </button>
    );
  }
  async function again() {
    setState('running');
    const { failure } = await attempt(() => resend({ messageId: message.messageId, idempotencyKey: key }));
    setProblem(failure?.text ?? null);
    setState(failure ? 'ready' : 'done');
    if (!failure) onChanged();
  }
  return (
    <>
      <button type="button" disabled={state !== 'ready'} className={linkButton} onClick={() => void again()}>
        {state === 'done' ? 'Sent again' : state === 'running' ? 'Sending again' : 'Try again'}
      </button>
      {problem && <span role="alert">{problem}</span>}
    </>
  );
}
