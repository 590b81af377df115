import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { keepDraft } from '#lib/actions/drafts.ts';
import { deleteOwnMessage, loadTimeline, resendFromWeb, sendFromWeb } from '#lib/actions/messages.ts';
import { deleteThread, favoriteThread, keepThreadOnTop, loadEarlier, readThread, unreadThread } from '#lib/actions/threads.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { inboxQuerySchema } from '#lib/contracts/inbox.ts';
import type { ThreadMessage } from '#lib/domain/conversation.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId, shortId } from '#lib/ids.ts';
import { carrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';
import { findThread } from '#lib/use-cases/threads/find-thread.ts';
import { getThread } from '#lib/use-cases/threads/get-thread.ts';
import { countUnread } from '#lib/use-cases/threads/list-threads.ts';
import { Conversation } from '#components/inbox/conversation.tsx';
import { firstName, threadSubtitle, threadTitle, whyUnanswerable } from '#components/inbox/names.ts';
import { dayLabel } from '#components/inbox/when.ts';
import { Shortcuts } from '#components/inbox/shortcuts.tsx';
import { readerClock } from '../../clock.ts';
import { List, listSearch } from '../list.tsx';

interface PageProps {
  params: Promise<{ threadId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const actions = {
  send: sendFromWeb,
  keepDraft,
  resend: resendFromWeb,
  deleteMessage: deleteOwnMessage,
  timeline: loadTimeline,
  loadEarlier,
  read: readThread,
  unread: unreadThread,
  favorite: favoriteThread,
  pin: keepThreadOnTop,
  deleteThread,
};

const withShortId = (message: ThreadMessage) => ({ ...message, messageId: shortId(message.messageId) });

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { threadId: short } = await params;
  const actor = await requireSubscriber(`/inbox/${short}`);
  const threadId = parseShortId(short);
  const [thread, unread] = await Promise.all([threadId ? findThread({ actor, threadId }) : null, countUnread({ actor })]);
  if (!thread) return { title: 'Conversation not found' };
  return { title: `${unread > 0 ? `(${unread}) ` : ''}${threadTitle(thread)}` };
}

export default async function ThreadPage({ params, searchParams }: PageProps) {
  const { threadId: short } = await params;
  const path = `/inbox/${short}`;
  const actor = await requireSubscriber(path);
  const query = inboxQuerySchema.parse(await searchParams);
  const threadId = parseShortId(short);
  if (!threadId) notFound();
  const before = query.before ? parseShortId(query.before) : null;
  const at = query.at ? parseShortId(query.at) : null;
  const found = await getThread({ actor, threadId, before, at }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  });
  if (!found) notFound();
  const { thread, page, isNewest, draft, appsStoppedAt } = found;
  const clock = await readerClock();
  return (
    <main
      id="main"
      tabIndex={-1}
      data-pane="single"
      data-full
      className="grid min-h-0 flex-1 grid-cols-[320px_minmax(0,1fr)] min-[1081px]:grid-cols-[400px_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]"
    >
      {/* On a phone the list with its heading is not there. */}
      <h1 className="sr-only md:hidden">Inbox</h1>
      <List actor={actor} query={query} currentId={short} className="max-md:hidden" />
      <Conversation
        key={`${short} ${query.before ?? ''} ${query.at ?? ''}`}
        threadId={short}
        title={threadTitle(thread)}
        subtitle={threadSubtitle(thread)}
        address={thread.isGroup ? thread.participants.map(({ address }) => address).join() : (thread.participants[0]?.address ?? '')}
        personName={thread.isGroup ? null : (thread.participants[0]?.name ?? null)}
        isGroup={thread.isGroup}
        isStarred={thread.isStarred}
        isPinned={thread.isPinned}
        backHref={`/inbox${listSearch(query)}`}
        page={{ ...page, messages: page.messages.map(withShortId) }}
        isOlderPage={!isNewest}
        foundId={query.at ?? null}
        draft={draft}
        appsStopped={appsStoppedAt ? { since: dayLabel(appsStoppedAt, clock), name: firstName(thread.participants[0] ?? { address: '', name: null }) } : null}
        addresses={thread.participants.map(({ address }) => address)}
        unanswerable={whyUnanswerable(thread)}
        network={carrierNetwork()}
        clock={clock}
        path={path}
        actions={actions}
      />
      <Shortcuts listHref={`/inbox${listSearch(query)}`} />
    </main>
  );
}
