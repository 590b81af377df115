'use client';

import { Check, MailCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { Action } from '#components/console/action-answer.ts';
import { EnvironmentBadge } from '#components/console/environment.tsx';
import { useAction } from '#components/console/use-action.ts';
import { TableScroller } from '#components/data-table/scroller.tsx';
import { Cell, HeadCell, Row, RowHeadCell, SubLine, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { attemptWords } from '#lib/domain/attempt-reason.ts';

export interface DeadMessage {
  outboxId: number;
  messageId: string;
  sender: string;
  recipient: string;
  isOwnCode: boolean;
  app: string | null;
  environment: 'sandbox' | 'production' | null;
  attempts: number;
  why: string | null;
  at: string;
  reviewedAt: string | null;
}

/** Messages that were given up: which, by what app, and after how much. Their people were told. */
export function DeadTable({ messages, reviewAction }: { messages: readonly DeadMessage[]; reviewAction: Action<{ outboxId: number }> }) {
  const router = useRouter();
  const review = useAction(reviewAction);
  if (messages.length === 0) {
    return (
      <EmptyState icon={<MailCheck />} title="Nothing was given up">
        A message that the carrier fails at every attempt, or that ends every worker that takes it, will be here.
      </EmptyState>
    );
  }
  return (
    <>
      {review.problems.form && (
        <Notice tone="bad" role="alert" className="m-3">
          {review.problems.form}
        </Notice>
      )}
      <TableScroller label="Messages given up, scrolls">
        <Table caption="Messages given up, those that nobody has looked at first">
          <TableHead>
            <HeadCell>Sent</HeadCell>
            <HeadCell>From and to</HeadCell>
            <HeadCell>Sent by</HeadCell>
            <HeadCell>Why it was given up</HeadCell>
            <HeadCell end>Attempts</HeadCell>
            <HeadCell>Reviewed</HeadCell>
          </TableHead>
          <TableBody>
            {messages.map((message) => (
              <Row key={message.outboxId}>
                <RowHeadCell>
                  <RelativeTime at={message.at} className="whitespace-nowrap" />
                  <SubLine>
                    <span className="font-mono whitespace-nowrap">{message.messageId}</span>
                  </SubLine>
                </RowHeadCell>
                <Cell label="From and to" className="whitespace-nowrap tabular-nums">
                  {message.sender}
                  <SubLine>to {message.recipient}</SubLine>
                </Cell>
                <Cell label="Sent by">
                  <span className="flex flex-wrap items-center gap-2">
                    {message.app === null ? (message.isOwnCode ? 'Handset, a sign-in code' : 'The line’s owner') : <bdi>{message.app}</bdi>}
                    {message.environment && <EnvironmentBadge environment={message.environment} short />}
                  </span>
                </Cell>
                <Cell label="Why it was given up">
                  {attemptWords(message.why)}
                  {message.why !== null && (
                    <SubLine>
                      <span className="font-mono">{message.why}</span>
                    </SubLine>
                  )}
                </Cell>
                <Cell label="Attempts" end className="tabular-nums">
                  {message.attempts}
                </Cell>
                <Cell label="Reviewed" className="whitespace-nowrap">
                  {message.reviewedAt ? (
                    <span className="inline-flex items-center gap-1.5 text-muted">
                      <Check aria-hidden="true" className="size-4 text-ok" />
                      <RelativeTime at={message.reviewedAt} />
                    </span>
                  ) : (
                    <Button
                      size="sm"
                      disabled={review.pending}
                      onClick={() => {
                        void review.run({ outboxId: message.outboxId }).then((answer) => answer && router.refresh());
                      }}
                    >
                      Mark reviewed<span className="sr-only">: {message.messageId}</span>
                    </Button>
                  )}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </TableScroller>
    </>
  );
}
