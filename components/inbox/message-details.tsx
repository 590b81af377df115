'use client';

import { useEffect, useState } from 'react';
import type { ThreadMessage, TimelineEntry } from '#lib/domain/conversation.ts';
import { explainReason } from '#lib/domain/sms-or-mms.ts';
import { explainWaiting, type Waiting } from '#lib/domain/waiting.ts';
import { formatAddress } from '#lib/domain/address.ts';
import { attempt, type ThreadActions } from '#components/inbox/action-types.ts';
import { personName } from '#components/inbox/names.ts';
import { Timeline } from '#components/inbox/timeline.tsx';
import { momentText, type Clock } from '#components/inbox/when.ts';

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
