'use client';

import { SendHorizontal } from 'lucide-react';
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { addressKindOf } from '#lib/domain/address.ts';
import { explainRefusal, judgeRoute, type RouteNetwork } from '#lib/domain/sms-or-mms.ts';
import { AttachButton } from '#components/inbox/attach-button.tsx';
import { AttachmentTiles } from '#components/inbox/attachment-tiles.tsx';
import { ComposeProblem } from '#components/inbox/compose-problem.tsx';
import { MessageField } from '#components/inbox/message-field.tsx';
import type { Composer } from '#components/inbox/use-composer.ts';
import { marksOf, VerdictLine, WhyMms } from '#components/inbox/verdict.tsx';
import { Button } from '#components/ui/button.tsx';

export interface ThreadComposerProps {
  composer: Composer;
  network: RouteNetwork;
  /** "Write to Ben Okafor". */
  label: string;
  returnTo: string;
  onSend: () => void;
}

/** At the foot of a conversation: the text, what it will be, and Send. */
export function ThreadComposer({ composer, network, label, returnTo, onSend }: ThreadComposerProps) {
  const { content, files, failure } = composer;
  const field = useRef<HTMLTextAreaElement>(null);
  const [keptFor, setKeptFor] = useState<string | null>(null);
  const recipients = content.addresses.map((value) => ({ kind: addressKindOf(value), value }));
  const verdict = judgeRoute({ text: content.text, attachmentCount: files.length, isGroup: content.isGroup, recipients, network });
  const obstacle = composer.obstacle ?? explainRefusal(verdict);
  const reasons = verdict.reasons.map(({ code }) => code).join();
  // A group is always MMS: said once in its header, explained only when there is more to say.
  const explains = !composer.isEmpty && verdict.reasons.some(({ code }) => code !== 'group') && keptFor !== reasons;
  const canSend = !composer.isEmpty && obstacle === null && !composer.isSending;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (canSend) onSend();
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    composer.changeFiles([...files, ...pasted]);
  }

  return (
    <form
      aria-label={label}
      className="mx-auto w-full max-w-[776px] px-6 pb-4 max-md:px-2 max-md:pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend();
      }}
    >
      <ComposeProblem id="compose-problem" failure={failure} obstacle={obstacle} returnTo={returnTo} />
      <div className="overflow-hidden rounded-[20px] border border-strong bg-surface focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <div className="grid gap-3 px-4 pt-3">
          <MessageField
            fieldRef={field}
            id="message-text"
            aria-label="Message"
            aria-describedby="compose-problem"
            aria-invalid={failure?.field === 'text' || undefined}
            placeholder="Write a message"
            value={content.text}
            marks={marksOf(verdict, content.text)}
            enterKeyHint="send"
            onChange={(event) => composer.change({ text: event.currentTarget.value })}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
          <AttachmentTiles {...composer} onRemove={(index) => composer.changeFiles(files.filter((_, at) => at !== index))} />
        </div>
        {explains && (
          <WhyMms
            verdict={verdict}
            text={content.text}
            onFix={(text) => {
              composer.change({ text });
              field.current?.focus();
            }}
            onKeep={() => setKeptFor(reasons)}
            className="mt-3 border-y border-border px-4"
          />
        )}
        <div className="flex flex-wrap items-center gap-1 p-2">
          <AttachButton onFiles={(more) => composer.changeFiles([...files, ...more])} onRefused={composer.refuseFiles} />
          <VerdictLine verdict={verdict} text={content.text} network={network} className="flex-1 pl-1 max-md:order-first max-md:basis-full max-md:pl-2" />
          <Button type="submit" variant="primary" disabled={!canSend} pending={composer.isSending} aria-keyshortcuts="Enter" className="rounded-full max-md:ml-auto">
            {composer.isSending ? 'Sending' : 'Send'}
            <SendHorizontal aria-hidden="true" />
          </Button>
        </div>
      </div>
    </form>
  );
}
