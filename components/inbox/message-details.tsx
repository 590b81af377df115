'use client';

import { useEffect, useState } from 'react';
import type { ThreadMessage, TimelineEntry } from '#lib/domain/conversation.ts';
import { describeStatus } from '#lib/domain/message-status.ts';
import { explainReason } from '#lib/domain/sms-or-mms.ts';
import { explainWaiting, type Waiting } from '#lib/domain/waiting.ts';
import { formatAddress } from '#lib/domain/address.ts';
import { attempt, type ThreadActions } from '#components/inbox/action-types.ts';
import { statusIcon } from '#components/inbox/message-status.tsx';
import { personName } from '#components/inbox/names.ts';
import { clockTimeWithSeconds, dayBefore, momentText, type Clock } from '#components/inbox/when.ts';
import { toneText } from '#components/ui/tone.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** The timeline of each recipient, as it was learned. Read when it is opened, and again when the status moves. */
export function MessageDetails({ id, message, clock, timeline }: { id: string; message: ThreadMessage; clock: Clock; timeline: ThreadActions['timeline'] }) {
  const [entries, setEntries] = useState<TimelineEntry[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const standing = message.recipients.map(({ status }) => status).join();

  useEffect(() => {
    let isCurrent = true;
    void attempt(() => timeline({ messageId: message.messageId })).then(({ data, failure }) => {
      if (!isCurrent) return;
      if (data) setEntries(data);
      setProblem(failure?.text ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [timeline, message.messageId, standing]);

  return (
    <div id={id} className="mt-2 w-[min(30rem,100%)] rounded-card border border-border bg-surface p-4 text-left text-13 wrap-anywhere">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-muted">Went as</dt>
        <dd>
          {message.route}
          {message.route === 'SMS' && `, ${message.segmentCount} ${message.segmentCount === 1 ? 'segment' : 'segments'}`}
          {message.reasons.length > 0 && <span className="block text-muted">{message.reasons.map(explainReason).join(' ')}</span>}
        </dd>
      </dl>
      <ul className="mt-3 grid gap-3">
        {message.recipients.map((recipient) => (
          <li key={recipient.position} className="border-t border-border pt-3">
            <p className="font-medium">
              <bdi>{personName(recipient)}</bdi>
              {recipient.name !== null && <span className="ml-2 font-normal text-muted tabular-nums">{formatAddress(recipient.address)}</span>}
            </p>
            {recipient.waiting && <p className="mt-1.5 text-muted">{waitText(recipient.waiting, clock)}</p>}
            <Timeline entries={entries?.filter((entry) => entry.position === recipient.position) ?? null} clock={clock} roaming={recipient.roaming} />
          </li>
        ))}
      </ul>
      {problem && (
        <p role="alert" className="mt-2 text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}

function waitText(waiting: Waiting, clock: Clock): string {
  return explainWaiting(waiting, { since: waiting.since && momentText(waiting.since, clock), until: momentText(waiting.until, clock) });
}

function Timeline({ entries, clock, roaming }: { entries: TimelineEntry[] | null; clock: Clock; roaming: boolean }) {
  if (entries === null) return <Skeleton className="mt-2 h-10" />;
  return (
    <ol className="mt-1.5 grid gap-1">
      {entries.map((entry, at) => {
        const Icon = statusIcon[entry.status];
        const { long, tone } = describeStatus(entry.status, { reason: entry.reason, roaming });
        return (
          <li key={at} className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-2">
            <Icon aria-hidden="true" className={`mt-0.5 size-4 ${toneText[tone]}`} />
            <span>
              {stepWords(entry, long)}
              {entry.segment !== null && entry.segment > 0 && <span className="text-muted"> · segment {entry.segment}</span>}
              {entry.reason !== null && <span className="ml-1.5 font-mono text-12 text-muted">{entry.reason}</span>}
            </span>
            <time dateTime={entry.at.toISOString()} className="whitespace-nowrap text-muted tabular-nums">
              {dayBefore(entry.at, clock)}
              {clockTimeWithSeconds(entry.at, clock.zone)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}

/** The two first steps are told apart here; everywhere else both are “Sending”. */
function stepWords(entry: TimelineEntry, long: string): string {
  if (entry.status === 'queued') return 'Waiting to be sent';
  if (entry.status === 'submitted') return 'Handed to the network';
  return long;
}
