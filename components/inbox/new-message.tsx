'use client';

import { ChevronLeft, SendHorizontal, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { toast } from 'sonner';
import type { Draft, ThreadParticipant } from '#lib/domain/conversation.ts';
import { explainRefusal, judgeRoute, type RouteNetwork } from '#lib/domain/sms-or-mms.ts';
import type { ComposeActions } from '#components/inbox/action-types.ts';
import { AttachButton } from '#components/inbox/attach-button.tsx';
import { AttachmentTiles } from '#components/inbox/attachment-tiles.tsx';
import { useIsFirstPage } from '#components/inbox/first-page.ts';
import { ComposeProblem } from '#components/inbox/compose-problem.tsx';
import { MessageField } from '#components/inbox/message-field.tsx';
import { ModeCards } from '#components/inbox/mode-cards.tsx';
import { RecipientField } from '#components/inbox/recipient-field.tsx';
import { viewRecipients, type RecipientPolicy } from '#components/inbox/recipient-view.ts';
import { useComposer } from '#components/inbox/use-composer.ts';
import { marksOf, VerdictLine, WhyMms } from '#components/inbox/verdict.tsx';
import { WhoSeesWhom } from '#components/inbox/who-sees-whom.tsx';
import { Button } from '#components/ui/button.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';

export interface NewMessageProps {
  policy: RecipientPolicy;
  contacts: readonly ThreadParticipant[];
  draft: Draft | null;
  network: RouteNetwork;
  actions: ComposeActions;
}

/** A message to one to ten people. */
export function NewMessage({ policy, contacts, draft, network, actions }: NewMessageProps) {
  const router = useRouter();
  const composer = useComposer({ slot: 'new', draft, network, actions });
  const { content, files, failure } = composer;
  const [keptFor, setKeptFor] = useState<string | null>(null);
  const [wanted, setWanted] = useState(false);
  const recipients = useRef<HTMLInputElement>(null);
  const isLeaving = useRef(false);
  const isFirstPage = useIsFirstPage();
  useEffect(() => {
    // The link or key that led here is gone with its page. On a page that was just loaded, Skip to content stays first.
    if (!isFirstPage) recipients.current?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- on arrival only
  }, []);
  const view = viewRecipients(content.addresses, content.isGroup, contacts, policy);
  const people = view.recipients.length;
  const verdict = judgeRoute({ text: content.text, attachmentCount: files.length, isGroup: view.isGroup, recipients: view.recipients, network });
  const obstacle = composer.obstacle ?? explainRefusal(verdict);
  const reasons = verdict.reasons.map(({ code }) => code).join();
  const missing = missingPart(people, view.refused.length, composer.isEmpty);

  async function send() {
    if (isLeaving.current) return;
    setWanted(missing !== null);
    if (missing || obstacle) return;
    const answer = await composer.send();
    if (!answer) return;
    // What was sent is cleared while the next page is on its way: nothing is missing from it.
    isLeaving.current = true;
    const [only, ...others] = answer.threadIds;
    if (others.length > 0) toast.success(`Sending to ${answer.recipientCount} people`);
    router.push(only && others.length === 0 ? `/inbox/${only}` : '/inbox');
  }

  function change(part: Parameters<typeof composer.change>[0]) {
    isLeaving.current = false;
    composer.change(part);
  }

  function discard() {
    composer.discard();
    setWanted(false);
    recipients.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  }

  const isAboutAddresses = failure?.field === 'addresses';
  return (
    <div className="mx-auto grid w-full max-w-[1088px] grid-cols-[minmax(0,1fr)_344px] content-start items-start gap-x-6 px-6 pt-4 pb-6 max-[980px]:grid-cols-[minmax(0,1fr)] max-[980px]:gap-y-4 max-md:gap-y-0 max-md:p-0 max-md:pb-24">
      <div className="col-span-full mb-3 -ml-2.5 flex min-h-10 items-center gap-1 max-md:m-0 max-md:min-h-14 max-md:border-b max-md:border-border max-md:bg-surface max-md:px-1">
        <Link href="/inbox" aria-label="Back to inbox" className={buttonVariants({ variant: 'ghost', size: 'icon' })}>
          <ChevronLeft aria-hidden="true" />
        </Link>
        <h1 className="text-22">New message</h1>
      </div>
      <form
        aria-label="New message"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        className="rounded-card border border-border bg-surface max-md:rounded-none max-md:border-x-0 max-md:border-t-0"
      >
        <RecipientField
          inputs={content.addresses}
          view={view}
          contacts={contacts}
          problem={isAboutAddresses ? failure.text : null}
          fieldRef={recipients}
          onChange={(addresses) => change({ addresses })}
        />
        <ModeCards isGroup={view.isGroup} people={people} network={network} onChange={(isGroup) => change({ isGroup })} />
        <div className="grid gap-3 px-5 py-3 max-md:px-4">
          <MessageField
            id="message-text"
            className="min-h-18"
            aria-label="Message"
            aria-describedby="compose-problem"
            aria-invalid={failure?.field === 'text' || undefined}
            placeholder="Write a message"
            value={content.text}
            marks={marksOf(verdict, content.text)}
            onChange={(event) => change({ text: event.currentTarget.value })}
            onKeyDown={onKeyDown}
          />
          <AttachmentTiles {...composer} onRemove={(index) => composer.changeFiles(files.filter((_, at) => at !== index))} />
        </div>
        {verdict.route === 'MMS' && !composer.isEmpty && keptFor !== reasons && (
          <WhyMms verdict={verdict} text={content.text} onFix={(text) => change({ text })} onKeep={() => setKeptFor(reasons)} className="border-t border-border" />
        )}
        <div className="px-5 max-md:px-4">
          <ComposeProblem
            id="compose-problem"
            failure={isAboutAddresses ? null : failure}
            obstacle={obstacle ?? (wanted && missing ? missing : null)}
            returnTo="/inbox/new"
          />
        </div>
        <div className="flex items-center gap-1 border-t border-border p-3 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:bg-surface max-md:px-2">
          <AttachButton onFiles={(more) => composer.changeFiles([...files, ...more])} onRefused={composer.refuseFiles} />
          {(content.addresses.length > 0 || !composer.isEmpty) && (
            <IconButton icon={<Trash2 />} label="Discard this draft" onClick={discard} className="text-muted" />
          )}
          <VerdictLine verdict={verdict} text={content.text} count={view.isGroup ? 1 : people} network={network} className="mr-4 ml-auto max-md:mr-2" />
          <Button type="submit" variant="primary" pending={composer.isSending} aria-keyshortcuts="Control+Enter" className="min-h-10 min-w-32">
            {composer.isSending ? 'Sending' : people > 1 ? `Send to ${people}` : 'Send'}
            <SendHorizontal aria-hidden="true" />
          </Button>
        </div>
      </form>
      <WhoSeesWhom chips={view.chips} isGroup={view.isGroup} ownMsisdn={policy.ownMsisdn} />
    </div>
  );
}

/** What is still needed before it can go, or null. */
function missingPart(people: number, refused: number, isEmpty: boolean): string | null {
  if (refused > 0) return 'Remove or correct the addresses in red first.';
  if (people === 0) return 'Add at least one recipient.';
  return isEmpty ? 'Write a text or attach something.' : null;
}
