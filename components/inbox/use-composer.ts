'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from '#lib/domain/conversation.ts';
import { maxAttachments, maxMessageBytes } from '#lib/domain/media-type.ts';
import { attempt, type ComposeActions, type Failure, type SentAnswer } from '#components/inbox/action-types.ts';
import { newKey } from '#components/inbox/new-key.ts';
import { noteDraft } from '#components/session/draft-note.ts';
import { readStoredDraft, removeStoredDraft, writeStoredDraft } from '#components/inbox/stored-draft.ts';

export interface ComposerContent {
  text: string;
  addresses: string[];
  isGroup: boolean;
}

const saveAfterMs = 700;

export interface ComposerOptions {
  slot: string;
  draft: Draft | null;
  /** Recipients and kind where they are fixed by the thread. */
  fixed?: { addresses: string[]; isGroup: boolean };
  actions: ComposeActions;
}

/**
 * A message being written: kept in the tab at each change and on the server soon after, sent once per key however often Send is
 * pressed, never lost when a send fails.
 */
export function useComposer({ slot, draft, fixed, actions }: ComposerOptions) {
  const empty = { text: '', addresses: fixed?.addresses ?? [], isGroup: fixed?.isGroup ?? false };
  const [content, setContent] = useState<ComposerContent>(
    draft ? { ...empty, text: draft.text, ...(fixed ? {} : { addresses: draft.addresses, isGroup: draft.isGroup }) } : empty,
  );
  const [files, setFiles] = useState<File[]>([]);
  const [lostFiles, setLostFiles] = useState<string[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
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
    // One after the other, so that an older text never overtakes a newer one.
    saving.current = saving.current.then(() => attempt(() => actions.keepDraft({ slot, ...next })));
  }, [actions, slot]);

  useEffect(() => {
    const stored = readStoredDraft(slot);
    if (stored) {
      key.current = stored.idempotencyKey;
      // eslint-disable-next-line react-hooks/set-state-in-effect -- storage exists only in the browser, after the first paint
      setContent((current) => ({ ...current, text: stored.text, ...(fixed ? {} : { addresses: stored.addresses, isGroup: stored.isGroup }) }));
      setLostFiles(stored.fileNames);
    }
    const flush = () => save();
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      save();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a draft is taken up once per slot
  }, [slot]);

  function keep(next: ComposerContent, nextFiles: File[]) {
    key.current ??= newKey();
    if (next.text === '' && nextFiles.length === 0 && (fixed || next.addresses.length === 0)) removeStoredDraft(slot);
    else writeStoredDraft(slot, { ...next, fileNames: nextFiles.map(({ name }) => name), idempotencyKey: key.current });
    unsaved.current = fixed ? { ...next, addresses: [] } : next;
    noteDraft(next.text === '' ? null : { recipients: next.addresses.length, characters: next.text.length, savedAtMs: Date.now() });
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(save, saveAfterMs);
  }

  function change(part: Partial<ComposerContent>) {
    const next = { ...content, ...part };
    setContent(next);
    setFailure(null);
    keep(next, files);
  }

  function changeFiles(next: File[]) {
    setFiles(next);
    setLostFiles([]);
    setFailure(null);
    keep(content, next);
  }

  function discard() {
    setContent(empty);
    setFiles([]);
    setLostFiles([]);
    setFailure(null);
    key.current = null;
    removeStoredDraft(slot);
    noteDraft(null);
    unsaved.current = { text: '', addresses: [], isGroup: false };
    save();
  }

  /** Resolves with the answer, or null when it failed: everything typed is then still there. */
  async function send(): Promise<SentAnswer | null> {
    if (isSending) return null;
    setSending(true);
    setFailure(null);
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    unsaved.current = null;
    await saving.current;
    key.current ??= newKey();
    const idempotencyKey = key.current;
    const { data, failure: found } = await attempt(() => actions.send({ slot, ...content, idempotencyKey, files }));
    setSending(false);
    if (!data) {
      setFailure(found);
      // A refused message was not sent under this key, a changed one must not meet the old one.
      if (found && found.code !== 'offline' && found.code !== 'idempotency-running') key.current = newKey();
      keep(content, files);
      return null;
    }
    key.current = null;
    removeStoredDraft(slot);
    noteDraft(null);
    setContent(empty);
    setFiles([]);
    return data;
  }

  const sizeBytes = new TextEncoder().encode(content.text).length + files.reduce((sum, file) => sum + file.size, 0);
  const obstacle =
    sizeBytes > maxMessageBytes
      ? 'Too large: text and files together may be at most 1 MB.'
      : files.length > maxAttachments
        ? `At most ${maxAttachments} files fit in one message.`
        : null;
  const isEmpty = content.text.trim() === '' && files.length === 0;
  return { content, files, lostFiles, sizeBytes, obstacle, isEmpty, isSending, failure, change, changeFiles, discard, send };
}

export type Composer = ReturnType<typeof useComposer>;
