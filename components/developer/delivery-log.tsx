'use client';

import { Ban, CircleCheck, Clock, Loader, OctagonAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Tone } from '#components/ui/tone.tsx';

type DeliveryState = 'pending' | 'claimed' | 'delivered' | 'failed' | 'cancelled';

export interface LoggedDelivery {
  id: string;
  webhookId: string;
  isPing: boolean;
  eventCount: number;
  state: DeliveryState;
  attempts: number;
  createdAt: string;
  nextAttemptAt: string;
  outcome: string | null;
  status: number | null;
  latencyMs: number | null;
}

const looks: Record<DeliveryState, { word: string; tone: Tone; icon: ReactNode }> = {
  pending: { word: 'Waiting', tone: 'warn', icon: <Clock /> },
  claimed: { word: 'Sending', tone: 'info', icon: <Loader /> },
  delivered: { word: 'Delivered', tone: 'ok', icon: <CircleCheck /> },
  failed: { word: 'Failed', tone: 'bad', icon: <OctagonAlert /> },
  cancelled: { word: 'Cancelled', tone: 'neutral', icon: <Ban /> },
};

const reasons: Record<string, string> = {
  'refused-address': 'Address refused',
  'no-such-host': 'No such host',
  'no-connection': 'No connection',
  'bad-certificate': 'Bad certificate',
  timeout: 'No answer in time',
  'bad-answer': 'No HTTP answer',
  started: 'Under way',
};

function answerOf({ attempts, status, outcome, latencyMs }: LoggedDelivery): string {
  if (attempts === 0 || outcome === null) return 'None yet';
  const what = status === null ? (reasons[outcome] ?? outcome) : String(status);
  return latencyMs === null ? what : `${what} in ${latencyMs.toLocaleString('en-US')} ms`;
}

/** The last posts to this app's address: what came back, when the next try is, and a way to send them again. No text, no number. */
export function DeliveryLog({ clientId, failed, deliveries, replayAction, replayFailedAction }: {
  clientId: string;
  failed: number;
  deliveries: readonly LoggedDelivery[];
  replayAction: Action<{ clientId: string; deliveryId: string }>;
  replayFailedAction: Action<{ clientId: string }, { replayed: number }>;
}) {
  const router = useRouter();
  const one = useAction(replayAction);
  const all = useAction(replayFailedAction);
  const [said, setSaid] = useState<string | null>(null);
  const problem = one.problems.form ?? all.problems.form;

  async function replay(deliveryId: string) {
    setSaid(null);
    if (!(await one.run({ clientId, deliveryId }))) return;
    setSaid('It is sent again, under the same webhook-id.');
    router.refresh();
  }
  async function replayAll() {
    setSaid(null);
    const answer = await all.run({ clientId });
    if (!answer) return;
    setSaid(answer.replayed === 1 ? '1 delivery is sent again.' : `${answer.replayed} deliveries are sent again, oldest first.`);
    router.refresh();
  }
  return (
    <Card padded={false} aria-labelledby="deliveries-title">
      <CardHeader
        title="Deliveries"
        titleId="deliveries-title"
        description="Newest first, at most 50. A post that is not taken is tried again for 24 hours."
        actions={failed > 0 && <Button pending={all.pending} onClick={() => void replayAll()}>{`Send ${failed} failed again`}</Button>}
      />
      {problem && <Notice tone="bad" role="alert" className="mx-4 mb-3">{problem}</Notice>}
      {said && <Notice tone="ok" role="status" className="mx-4 mb-3">{said}</Notice>}
      {deliveries.length === 0 ? (
        <p className="px-4 pb-4 text-muted">What is posted to your address will be listed here, with its answer.</p>
      ) : (
        <Table caption="Deliveries, newest first" className="[--row:3rem]">
          <TableHead>
            <HeadCell>webhook-id</HeadCell>
            <HeadCell>Made</HeadCell>
            <HeadCell>What</HeadCell>
            <HeadCell>Status</HeadCell>
            <HeadCell end>Attempts</HeadCell>
            <HeadCell>Last answer</HeadCell>
            <HeadCell>Next try</HeadCell>
            <HeadCell end><span className="sr-only">Actions</span></HeadCell>
          </TableHead>
          <TableBody>
            {deliveries.map((delivery) => (
              <Row key={delivery.id}>
                <RowHeadCell className="font-mono text-12 wrap-anywhere">{delivery.webhookId}</RowHeadCell>
                <Cell label="Made" className="whitespace-nowrap"><RelativeTime at={delivery.createdAt} /></Cell>
                <Cell label="What" className="whitespace-nowrap">{delivery.isPing ? 'Test' : delivery.eventCount === 1 ? '1 event' : `${delivery.eventCount} events`}</Cell>
                <Cell label="Status"><Badge tone={looks[delivery.state].tone} icon={looks[delivery.state].icon}>{looks[delivery.state].word}</Badge></Cell>
                <Cell label="Attempts" end>{delivery.attempts}</Cell>
                <Cell label="Last answer" className="whitespace-nowrap">{answerOf(delivery)}</Cell>
                <Cell label="Next try" className="whitespace-nowrap">{delivery.state === 'pending' ? <RelativeTime at={delivery.nextAttemptAt} /> : 'None'}</Cell>
                <Cell end wide>
                  {!delivery.isPing && (delivery.state === 'failed' || delivery.state === 'delivered') && (
                    <Button size="sm" pending={one.pending} onClick={() => void replay(delivery.id)} aria-label={`Send again: ${delivery.webhookId}`}>
                      Send again
                    </Button>
                  )}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
