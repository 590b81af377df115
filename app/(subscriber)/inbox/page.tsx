import type { Metadata } from 'next';
import { MessagesSquare } from 'lucide-react';
import { setUpInbox } from '#lib/actions/threads.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { inboxQuerySchema } from '#lib/contracts/inbox.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { shortId } from '#lib/ids.ts';
import { countUnread, listThreads } from '#lib/use-cases/threads/list-threads.ts';
import { isInboxProvisioned } from '#lib/use-cases/threads/provision-inbox.ts';
import { SetUpInbox } from '#components/inbox/set-up-inbox.tsx';
import { Shortcuts } from '#components/inbox/shortcuts.tsx';
import { toThreadRow } from '#components/inbox/thread-row-view.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { readerClock } from '../clock.ts';
import { List, listSearch } from './list.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const actor = await requireSubscriber('/inbox');
  const unread = await countUnread({ actor });
  return { title: unread > 0 ? `(${unread}) Inbox` : 'Inbox' };
}

export default async function InboxPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await requireSubscriber('/inbox');
  const query = inboxQuerySchema.parse(await searchParams);
  if (!(await isInboxProvisioned({ actor }))) {
    const [{ threads }, clock] = await Promise.all([listThreads({ actor, filter: 'all' }), readerClock()]);
    const context = { ...clock, sought: [], search: '', shortId };
    return (
      <main id="main" tabIndex={-1} className="grid flex-1 place-items-center p-4">
        <SetUpInbox number={formatMsisdn(actor.msisdn)} sent={threads.map((thread) => toThreadRow(thread, context))} setUp={setUpInbox} />
      </main>
    );
  }
  return (
    <main
      id="main"
      tabIndex={-1}
      data-full
      className="grid min-h-0 flex-1 grid-cols-[320px_minmax(0,1fr)] min-[1081px]:grid-cols-[400px_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]"
    >
      <List actor={actor} query={query} currentId={null} />
      <section aria-label="Conversation" className="grid place-items-center bg-surface max-md:hidden">
        <EmptyState icon={<MessagesSquare />} title="Pick a conversation">
          <p>
            Or press <Kbd>c</Kbd> to write a new message, <Kbd>/</Kbd> to search, <Kbd>?</Kbd> for all keys.
          </p>
        </EmptyState>
      </section>
      <Shortcuts listHref={`/inbox${listSearch(query)}`} />
    </main>
  );
}
