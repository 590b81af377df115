import { CheckCheck, ChevronDown, CircleAlert, CircleHelp, Clock3, ImageIcon, Plug, RadioTower, Reply, Smartphone } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { ThreadMessage } from '#lib/domain/conversation.ts';
import { describeStatus, findFailureReason, isFailure, type RecipientStatus, summarizeRecipients } from '#lib/domain/message-status.ts';
import { explainReason } from '#lib/domain/sms-or-mms.ts';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { waitWords } from '#components/inbox/message-view.ts';
import { firstName } from '#components/inbox/names.ts';
import { exactTime, sizeText, type Clock } from '#components/inbox/when.ts';
import { clockTime } from '#lib/domain/time-words.ts';

const icons: Record<RecipientStatus, typeof Plug> = {
  held: Clock3,
  queued: Clock3,
  submitted: Clock3,
  accepted: RadioTower,
  delivered: CheckCheck,
  unknown: CircleHelp,
  undeliverable: CircleAlert,
  rejected: CircleAlert,
  expired: CircleAlert,
  cancelled: CircleAlert,
};

/** The status of all recipients together, in words with a time. */
function statusLine(message: ThreadMessage, zone: string): { status: RecipientStatus; words: string } {
  const { status, words } = summarizeRecipients(message.recipients.map((recipient) => recipient.status));
  const wait = waitWords(message);
  if (wait) return { status, words: `${wait} · ${clockTime(message.at, zone)}` };
  const [only] = message.recipients;
  if (message.recipients.length > 1 || !only) {
    const failed = message.recipients.filter((recipient) => isFailure(recipient.status));
    if (failed.length === 0 || failed.length === message.recipients.length) return { status, words };
    return { status, words: `Not delivered to ${failed.map((one) => firstName({ address: one.address, name: one.name })).join(', ')}` };
  }
  const { long } = describeStatus(only.status, { reason: only.reason, roaming: only.roaming });
  if (only.status === 'delivered') return { status, words: `${long} ${clockTime(only.statusAt, zone)}` };
  return { status, words: isFailure(only.status) ? `${long}.` : `${long} · ${clockTime(message.at, zone)}` };
}

function Item({ icon: Icon, children }: { icon: typeof Plug; children: ReactNode }) {
  return (
    <span className="inline-flex min-w-0 items-start gap-1.5">
      <Icon aria-hidden="true" className="mt-px size-3.5" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </span>
  );
}

export interface MessageMetaProps {
  message: ThreadMessage;
  clock: Clock;
  isOpen: boolean;
  detailsId: string;
  onToggle: () => void;
  /** What can be done about a failure. */
  action?: ReactNode;
}

/** Under a message: when, how, by whom, and what became of it. */
export function MessageMeta({ message, clock, isOpen, detailsId, onToggle, action }: MessageMetaProps) {
  const { zone } = clock;
  const isOut = message.direction === 'out';
  const items: ReactNode[] = [];
  if (!isOut) items.push(<time key="at" dateTime={message.at.toISOString()} title={exactTime(message.at, clock)}>{clockTime(message.at, zone)}</time>);
  // A group is always MMS: only what it carries is worth telling.
  if (message.route === 'MMS' && (message.parts.length > 0 || !message.isGroup)) {
    items.push(
      <span key="mms" title={message.reasons.map(explainReason).join(' ') || undefined} className="inline-flex">
        <Item icon={ImageIcon}>MMS{message.parts.length > 0 && `, ${sizeText(message.sizeBytes)}`}</Item>
      </span>,
    );
  }
  if (message.origin === 'app') {
    items.push(
      <Item key="app" icon={Plug}>
        <Link href="/connected-apps" className="text-inherit underline decoration-strong">
          sent by {message.clientName ?? 'an app'}
        </Link>
      </Item>,
    );
  }
  if (message.origin === 'automatic') {
    items.push(
      <Item key="automatic" icon={Reply}>
        answered by Handset
      </Item>,
    );
  }
  const { status, words } = statusLine(message, zone);
  const failed = isOut && isFailure(status);
  const advice = failed ? message.recipients.map(({ reason }) => findFailureReason(reason)?.action).find(Boolean) : undefined;
  if (message.origin === 'phone') {
    items.push(
      <Item key="phone" icon={Smartphone}>
        Sent from your phone · {clockTime(message.at, zone)}
      </Item>,
    );
  } else if (isOut) {
    items.push(
      <button
        key="status"
        type="button"
        aria-expanded={isOpen}
        aria-controls={detailsId}
        title={`Details. Sent ${exactTime(message.at, clock)}`}
        onClick={onToggle}
        className={cn('-my-1 inline-flex min-h-6 max-w-full items-center gap-1 rounded-[4px] hover:underline', isOut ? 'text-right' : 'text-left')}
      >
        <Item icon={icons[status]}>{words}</Item>
        <ChevronDown aria-hidden="true" className={cn('size-3 transition-transform', isOpen && 'rotate-180')} />
        <span className="sr-only">Details</span>
      </button>,
    );
  }
  return (
    <div className={cn('flex max-w-full flex-wrap items-center gap-x-1.5 gap-y-0.5 px-1 pt-1 text-12 text-muted tabular-nums', isOut && 'justify-end text-right', failed && 'text-bad')}>
      {items.map((item, at) => (
        // The order of the items of one message never changes.
        <Fragment key={at}>
          {at > 0 && <span aria-hidden="true">·</span>}
          {item}
        </Fragment>
      ))}
      {advice && <span className="text-muted">{advice}</span>}
      {action}
    </div>
  );
}

export const statusIcon = icons;
