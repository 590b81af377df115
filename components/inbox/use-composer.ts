'use client';

import { useState } from 'react';
import type { Draft } from '#lib/domain/conversation.ts';
import { maxAttachments, maxMessageBytes } from '#lib/domain/media-type.ts';
import { explainRefusal, judgeRoute, type RouteNetwork } from '#lib/domain/sms-or-mms.ts';
import { attempt, type ComposeActions, type Failure, type SentAnswer } from '#components/inbox/action-types.ts';
import { type ComposerContent, useDraftKeeper } from '#components/inbox/use-draft-keeper.ts';

export interface ComposerOptions {
  slot: string;
  draft: Draft | null;
  /** Recipients and kind where they are fixed by the thread. */
  fixed?: { addresses: string[]; isGroup: boolean };
  network: RouteNetwork;
  actions: ComposeActions;
}

/** Why the message cannot go as it stands, or null. */
function obstacleOf(sizeBytes: number, fileCount: number): string | null {
  if (sizeBytes > maxMessageBytes) return 'Too large: text and files together may be at most 1 MB.';
  return fileCount > maxAttachments ? `At most ${maxAttachments} files fit in one message.` : null;
}

/** A message being written: sent once per key however often Send is pressed, never lost when a send fails. */
export function useComposer({ slot, draft, fixed, network, actions }: ComposerOptions) {
  const empty = { text: '', addresses: fixed?.addresses ?? [], isGroup: fixed?.isGroup ?? false };
  const [typed, setTyped] = useState<ComposerContent>(
    draft ? { ...empty, text: draft.text, ...(fixed ? {} : { addresses: draft.addresses, isGroup: draft.isGroup }) } : empty,
  );
  // A draft from when there were groups. A thread of that time stays one: what is written there is refused, not sent as something else.
  const content = network.group || fixed ? typed : { ...typed, isGroup: false };
  const [files, setFiles] = useState<File[]>([]);
  const [lostFiles, setLostFiles] = useState<string[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const keeper = useDraftKeeper({
    slot,
    isFixed: fixed !== undefined,
    keepDraft: actions.keepDraft,
    onRestore: (stored) => {
      setTyped((current) => ({ ...current, text: stored.text, ...(fixed ? {} : { addresses: stored.addresses, isGroup: stored.isGroup }) }));
      setLostFiles(stored.fileNames);
    },
  });

  function change(part: Partial<ComposerContent>) {
    const next = { ...content, ...part };
    setTyped(next);
    setFailure(null);
    keeper.keep(next, files);
  }

  function refuseFiles() {
    const text = explainRefusal(judgeRoute({ text: '', attachmentCount: 1, network }));
    if (text) setFailure({ code: 'media-refused', text, field: 'messageContent' });
  }

  function changeFiles(next: File[]) {
    if (!network.mms && next.length > 0) return refuseFiles();
    setFiles(next);
    setLostFiles([]);
    setFailure(null);
    keeper.keep(content, next);
  }

  function clear() {
    setTyped(empty);
    setFiles([]);
    setLostFiles([]);
    setFailure(null);
  }

  /** Resolves with the answer, or null when it failed: everything typed is then still there. */
  async function send(): Promise<SentAnswer | null> {
    if (isSending) return null;
    setSending(true);
    setFailure(null);
    await keeper.settle();
    const idempotencyKey = keeper.currentKey();
    const { data, failure: found } = await attempt(() => actions.send({ slot, ...content, idempotencyKey, files }));
    setSending(false);
    if (data) {
      keeper.forget();
      clear();
      return data;
    }
    setFailure(found);
    // A refused message was not sent under this key, and a changed one must not meet the old one. No answer: the key stays.
    if (found && found.code !== 'offline' && found.code !== 'idempotency-running') keeper.renewKey();
    keeper.keep(content, files);
    return null;
  }

  const sizeBytes = new TextEncoder().encode(content.text).length + files.reduce((sum, file) => sum + file.size, 0);
  return {
    content,
    files,
    lostFiles,
    sizeBytes,
    obstacle: obstacleOf(sizeBytes, files.length),
    isEmpty: content.text.trim() === '' && files.length === 0,
    isSending,
    failure,
    change,
    changeFiles,
    refuseFiles: network.mms ? null : refuseFiles,
    discard() {
      clear();
      keeper.discard();
    },
    send,
  };
}

export type Composer = ReturnType<typeof useComposer>;
