'use client';

import { useCallback, useEffect, useMemo, useRef } from 'react';
import { attempt, type ComposeActions } from '#components/inbox/action-types.ts';
import { newKey } from '#components/inbox/new-key.ts';
import { readStoredDraft, removeStoredDraft, type StoredDraft, writeStoredDraft } from '#components/inbox/stored-draft.ts';
import { noteDraft } from '#components/session/draft-note.ts';

export interface ComposerContent {
  text: string;
  addresses: string[];
  isGroup: boolean;
}

export interface DraftKeeperOptions {
  slot: string;
  /** The recipients belong to the thread, not to the draft. */
  isFixed: boolean;
  keepDraft: ComposeActions['keepDraft'];
  /** Called once, with what this tab had kept. */
  onRestore: (stored: StoredDraft) => void;
}

const saveAfterMs = 700;
const nothing: ComposerContent = { text: '', addresses: [], isGroup: false };

/** Keeps what is typed: in the tab at once, on the server soon after, and never an older text over a newer one. */
export function useDraftKeeper({ slot, isFixed, keepDraft, onRestore }: DraftKeeperOptions) {
  const key = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const unsaved = useRef<ComposerContent | null>(null);

  const save = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    const next = unsaved.current;
    if (!next) return;
    unsaved.current = null;
    saving.current = saving.current.then(() => attempt(() => keepDraft({ slot, ...next })));
  }, [keepDraft, slot]);

  useEffect(() => {
    const stored = readStoredDraft(slot);
    if (stored) {
      key.current = stored.idempotencyKey;
      onRestore(stored);
    }
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('pagehide', save);
      save();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a draft is taken up once per slot
  }, [slot]);

  return useMemo(
    () => ({
      keep(next: ComposerContent, files: readonly File[]) {
        key.current ??= newKey();
        const isNothing = next.text === '' && files.length === 0 && (isFixed || next.addresses.length === 0);
        if (isNothing) removeStoredDraft(slot);
        else writeStoredDraft(slot, { ...next, fileNames: files.map(({ name }) => name), idempotencyKey: key.current });
        noteDraft(next.text === '' ? null : { recipients: next.addresses.length, characters: next.text.length, savedAtMs: Date.now() });
        unsaved.current = isFixed ? { ...next, addresses: [] } : next;
        if (timer.current) clearTimeout(timer.current);
        timer.current = setTimeout(save, saveAfterMs);
      },
      /** Nothing of the draft is still on its way to the server: a send may follow without being overtaken. */
      async settle() {
        if (timer.current) clearTimeout(timer.current);
        timer.current = null;
        unsaved.current = null;
        await saving.current;
      },
      /** The key of the message as it stands. */
      currentKey: () => (key.current ??= newKey()),
      renewKey() {
        key.current = newKey();
      },
      /** The server forgot it already, with the send. */
      forget() {
        key.current = null;
        removeStoredDraft(slot);
        noteDraft(null);
      },
      /** Nobody wants it any more. */
      discard() {
        key.current = null;
        removeStoredDraft(slot);
        noteDraft(null);
        unsaved.current = nothing;
        save();
      },
    }),
    [isFixed, save, slot],
  );
}
