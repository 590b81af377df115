'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useRef, useState } from 'react';
import type { Draft, MessagePage, ThreadMessage } from '#lib/domain/conversation.ts';
import type { RouteNetwork } from '#lib/domain/sms-or-mms.ts';
import { attempt, type ThreadActions } from '#components/inbox/action-types.ts';
import { ConversationHeader, type ConversationHeaderProps } from '#components/inbox/conversation-header.tsx';
import { MessageLog } from '#components/inbox/message-log.tsx';
import { mergePages } from '#components/inbox/message-view.ts';
import type { PendingSend } from '#components/inbox/pending-bubble.tsx';
import { ThreadComposer } from '#components/inbox/thread-composer.tsx';
import { useComposer } from '#components/inbox/use-composer.ts';
import type { Clock } from '#components/inbox/when.ts';
import { ButtonLink } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';

export interface ConversationProps extends Omit<ConversationHeaderProps, 'actions'> {
  page: MessagePage;
  /** Set when the address names an older page: reading, not following. */
  isOlderPage: boolean;
  /** The message that a search found. */
  foundId: string | null;
  draft: Draft | null;
  /** The other side texted STOP to what an app wrote: the day, and who. Only they can undo it. */
  appsStopped: { since: string; name: string } | null;
  addresses: string[];
  /** Why nothing can be sent here. */
  unanswerable: string | null;
  network: RouteNetwork;
  clock: Clock;
  path: string;
  actions: ThreadActions;
}

/** The right part: a conversation with its composer. It follows what comes in by itself. */
export function Conversation({ page, isOlderPage, foundId, draft, appsStopped, addresses, unanswerable, network, clock, path, actions, ...header }: ConversationProps) {
  const { threadId, isGroup, title } = header;
  const router = useRouter();
  const composer = useComposer({ slot: threadId, draft, fixed: { addresses, isGroup }, network, actions });
  const [pending, setPending] = useState<PendingSend[]>([]);
  const { messages, hasEarlier, addEarlier } = useMessages(page);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const seen = useRef('');

  const stillPending = pending.filter(({ messageIds }) => !messageIds?.some((id) => messages.some(({ messageId }) => messageId === id)));
  const lastId = messages.at(-1)?.messageId;
  const { read } = actions;
  const onSeen = useCallback(() => {
    if (!lastId || seen.current === lastId) return;
    seen.current = lastId;
    void attempt(() => read({ threadId, upTo: lastId }));
  }, [lastId, read, threadId]);

  async function loadEarlier() {
    const [first] = messages;
    if (!first || isLoading) return;
    setLoading(true);
    const { data, failure } = await attempt(() => actions.loadEarlier({ threadId, before: first.messageId }));
    setLoading(false);
    setProblem(failure?.text ?? null);
    if (data) addEarlier(data);
  }

  async function send() {
    const key = String(Date.now());
    setPending((list) => [...list, { key, text: composer.content.text, fileCount: composer.files.length, messageIds: null }]);
    const answer = await composer.send();
    setPending((list) => (answer ? list.map((one) => (one.key === key ? { ...one, messageIds: answer.messageIds } : one)) : list.filter((one) => one.key !== key)));
    // After a refusal nothing has changed, and without a session reading the page anew would leave it before the refusal is read.
    if (answer) router.refresh();
  }

  const earlier = hasEarlier && (
    <div className="grid justify-items-center gap-1 pt-4">
      <ButtonLink
        href={`${path}?before=${messages[0]?.messageId ?? ''}`}
        size="sm"
        aria-disabled={isLoading || undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          void loadEarlier();
        }}
      >
        {isLoading ? 'Loading earlier messages' : 'Show earlier messages'}
      </ButtonLink>
      {problem && (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      )}
    </div>
  );

  return (
    <section aria-labelledby="conversation-title" className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[64px_minmax(0,1fr)_auto_auto] bg-surface">
      <ConversationHeader {...header} actions={actions} />
      <MessageLog
        label={`Messages with ${title}`}
        messages={messages}
        foundId={foundId}
        pending={stillPending}
        earlier={earlier}
        clock={clock}
        actions={actions}
        onSeen={onSeen}
        onChanged={() => router.refresh()}
        onRewrite={(text) => {
          composer.change({ text });
          document.getElementById('message-text')?.focus();
        }}
      />
      <p className="border-t border-border px-4 py-2 text-center text-13 text-muted empty:hidden">
        {appsStopped && (
          <>
            <bdi>{appsStopped.name}</bdi> stopped messages from apps ({appsStopped.since}). You can still write. Only they can undo it, by texting START.
          </>
        )}
      </p>
      {isOlderPage ? (
        <p className="border-t border-border p-4 text-center text-14 text-muted">
          You are reading earlier messages.{' '}
          <Link href={path} className="link font-semibold">
            Go to the newest
          </Link>
        </p>
      ) : unanswerable !== null ? (
        <p className="border-t border-border p-4 text-center text-14 wrap-anywhere text-muted">{unanswerable}</p>
      ) : (
        <ThreadComposer composer={composer} network={network} label={`Write to ${title}`} returnTo={path} onSend={() => void send()} />
      )}
    </section>
  );
}

interface Shown {
  page: MessagePage;
  messages: ThreadMessage[];
  hasEarlier: boolean;
}

/** The newest page as the server last told it, with the earlier pages that were asked for. */
function useMessages(page: MessagePage) {
  const [shown, setShown] = useState<Shown>({ page, messages: page.messages, hasEarlier: page.hasEarlier });
  let current = shown;
  if (shown.page !== page) {
    const merged = mergePages(shown.messages, page.messages);
    current = { page, messages: merged.messages, hasEarlier: merged.meets ? shown.hasEarlier : page.hasEarlier };
    setShown(current);
  }
  const addEarlier = (earlier: { messages: ThreadMessage[]; hasEarlier: boolean }) =>
    setShown((before) => {
      const known = new Set(before.messages.map(({ messageId }) => messageId));
      const added = earlier.messages.filter(({ messageId }) => !known.has(messageId));
      return { ...before, messages: [...added, ...before.messages], hasEarlier: earlier.hasEarlier };
    });
  return { messages: current.messages, hasEarlier: current.hasEarlier, addEarlier };
}

