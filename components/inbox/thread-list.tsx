'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ThreadRow } from '#components/inbox/thread-row.tsx';
import type { ThreadRowView } from '#components/inbox/thread-row-view.ts';

// The list is made anew with each page, so what must outlive a page lies here: place, order, and what was told already.
const places = new Map<string, number>();
let held: { listKey: string; ids: string[] } = { listKey: '', ids: [] };
let isPointerOver = false;
const told = new Map<string, string>();

/** Rows in the order in which they stood, new ones left out: nothing moves under the pointer. */
function inHeldOrder(rows: ThreadRowView[], ids: string[]): ThreadRowView[] {
  const byId = new Map(rows.map((row) => [row.threadId, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export interface ThreadListProps {
  rows: ThreadRowView[];
  currentId: string | null;
  /** Filter, query and page: another one begins at its top. */
  listKey: string;
}

export function ThreadList({ rows, currentId, listKey }: ThreadListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isHolding, setHolding] = useState(() => isPointerOver);
  const announcer = useRef<HTMLParagraphElement>(null);
  const shown = isHolding && held.listKey === listKey ? inHeldOrder(rows, held.ids) : rows;

  useEffect(() => {
    if (!isHolding || held.listKey !== listKey) held = { listKey, ids: rows.map((row) => row.threadId) };
  }, [isHolding, rows, listKey]);

  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = places.get(listKey) ?? 0;
  }, [listKey]);

  useEffect(() => {
    const isFirst = told.size === 0;
    const arrived = rows.find((row) => row.incomingId && row.unreadCount > 0 && told.has(row.threadId) && told.get(row.threadId) !== row.incomingId);
    for (const row of rows) told.set(row.threadId, row.incomingId ?? '');
    if (arrived && !isFirst && announcer.current) announcer.current.textContent = `New message from ${arrived.title}: ${arrived.snippet}`;
  }, [rows]);

  function hold(isOver: boolean) {
    isPointerOver = isOver;
    setHolding(isOver);
  }

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto pb-2 max-md:pb-24"
      onScroll={(event) => places.set(listKey, event.currentTarget.scrollTop)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && hold(true)}
      onPointerLeave={() => hold(false)}
    >
      <p ref={announcer} aria-live="polite" className="sr-only" />
      <ul aria-label="Conversations">
        {shown.map((row) => (
          <li key={row.threadId}>
            <ThreadRow row={row} isCurrent={row.threadId === currentId} />
          </li>
        ))}
      </ul>
    </div>
  );
}
