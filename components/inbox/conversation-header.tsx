'use client';

import { ChevronLeft, Ellipsis, Star } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { attempt, type ActionAnswer, type ThreadActions } from '#components/inbox/action-types.ts';
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx';
import { shortName } from '#components/inbox/names.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';

export interface ConversationHeaderProps {
  threadId: string;
  title: string;
  subtitle: string;
  address: string;
  personName: string | null;
  isGroup: boolean;
  isStarred: boolean;
  isPinned: boolean;
  backHref: string;
  actions: Pick<ThreadActions, 'favorite' | 'pin' | 'unread' | 'deleteThread'>;
}

/** Who it is with, and what can be done with the conversation as a whole. */
export function ConversationHeader({ threadId, title, subtitle, address, personName, isGroup, backHref, actions, ...flags }: ConversationHeaderProps) {
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const [isAsking, setAsking] = useState(false);
  // Shown at once; the server's word replaces it with the next refresh.
  const [wished, setWished] = useState<{ isStarred?: boolean; isPinned?: boolean }>({});
  const isStarred = wished.isStarred ?? flags.isStarred;
  const isPinned = wished.isPinned ?? flags.isPinned;

  function run(action: () => Promise<ActionAnswer<unknown>>, then?: () => void) {
    start(async () => {
      const { failure } = await attempt(action);
      if (failure) toast.error(failure.text);
      else then?.();
      setWished({});
      if (!failure) router.refresh();
    });
  }

  function star() {
    setWished({ isStarred: !isStarred });
    run(() => actions.favorite({ threadId, value: !isStarred }));
  }

  function pin() {
    setWished({ isPinned: !isPinned });
    run(() => actions.pin({ threadId, value: !isPinned }));
  }

  function unread() {
    run(() => actions.unread({ threadId }), () => router.push(backHref));
  }

  return (
    <header className="flex h-16 items-center gap-3 border-b border-border pr-4 pl-6 max-md:gap-2 max-md:pr-2 max-md:pl-1">
      <Link href={backHref} aria-label="Back to inbox" data-key="Escape" className={cn(buttonVariants({ variant: 'ghost', size: 'icon' }), 'md:hidden')}>
        <ChevronLeft aria-hidden="true" />
      </Link>
      <Avatar address={address} group={isGroup} {...(personName ? { name: personName } : {})} />
      <div className="min-w-0 flex-1">
        <h2 id="conversation-title" title={title} className="truncate text-16 leading-[22px]">
          <bdi>{title}</bdi>
        </h2>
        {subtitle && (
          <p title={subtitle} className="truncate text-13 leading-[18px] text-muted tabular-nums">
            <bdi>{subtitle}</bdi>
          </p>
        )}
      </div>
      <IconButton
        icon={<Star className={cn(isStarred && 'fill-current text-accent-text')} />}
        label="Favorite"
        aria-pressed={isStarred}
        aria-keyshortcuts="s"
        data-key="s"
        disabled={isBusy}
        onClick={star}
        className="text-muted"
      />
      <button type="button" hidden data-key="p" onClick={pin} tabIndex={-1} aria-hidden="true" />
      <button type="button" hidden data-key="u" onClick={unread} tabIndex={-1} aria-hidden="true" />
      <Menu>
        <MenuTrigger render={<IconButton icon={<Ellipsis />} label="More for this conversation" className="text-muted" />} />
        <MenuContent align="end">
          <MenuItem onClick={pin}>{isPinned ? 'Unpin' : 'Pin to the top'}</MenuItem>
          <MenuItem onClick={unread}>Mark as unread</MenuItem>
          <MenuSeparator />
          <MenuItem tone="danger" onClick={() => setAsking(true)}>
            Delete conversation
          </MenuItem>
        </MenuContent>
      </Menu>
      <AlertDialog open={isAsking} onOpenChange={setAsking}>
        <AlertDialogContent
          title={`Delete the conversation with ${shortName(title)}?`}
          description="It goes from this inbox and from every app that reads it, and cannot be brought back. Your phone keeps its own copies."
          footer={
            <>
              <Button
                variant="danger"
                onClick={() => {
                  setAsking(false);
                  run(() => actions.deleteThread({ threadId }), () => router.push(backHref));
                }}
              >
                Delete
              </Button>
              <AlertDialogCancel render={<Button />}>Keep it</AlertDialogCancel>
            </>
          }
        />
      </AlertDialog>
    </header>
  );
}
