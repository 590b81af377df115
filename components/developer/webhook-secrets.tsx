'use client';

import { CircleCheck, RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { RotateDialog } from '#components/developer/rotate-dialog.tsx';
import { WebhookSecretOnce } from '#components/developer/webhook-secret-once.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

export interface WebhookSecretsProps {
  clientId: string;
  /** Newest first: the first is in use, a second is being rotated out. */
  secrets: readonly { id: string; lastFour: string; createdAt: string; expiresAt: string | null }[];
  rotateAction: Action<{ clientId: string; overlapSeconds: number }, { secret: string }>;
  endAction: Action<{ clientId: string; secretId: string }>;
}

/** What posts are signed with. While one is rotated out, both sign. */
export function WebhookSecrets({ clientId, secrets, rotateAction, endAction }: WebhookSecretsProps) {
  const router = useRouter();
  const rotate = useAction(rotateAction, ['overlapSeconds']);
  const end = useAction(endAction);
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<string | null>(null);

  async function onRotate(overlapSeconds: number) {
    const answer = await rotate.run({ clientId, overlapSeconds });
    if (!answer) return;
    setMade(answer.secret);
    setIsOpen(false);
    router.refresh();
  }
  async function onEnd(secretId: string) {
    if (await end.run({ clientId, secretId })) router.refresh();
  }
  return (
    <>
      {made && <WebhookSecretOnce secret={made} onStored={() => setMade(null)} />}
      <Card padded={false} aria-labelledby="signing-title">
        <CardHeader title="Signing secrets" titleId="signing-title" description="Never shown again; rotate to get a new one" actions={<Button onClick={() => setIsOpen(true)}>Rotate</Button>} />
        {end.problems.form && <Notice tone="bad" role="alert" className="mx-4 mb-3">{end.problems.form}</Notice>}
        <Table caption="Signing secrets, newest first" className="[--row:2.75rem]">
          <TableHead>
            <HeadCell>Secret</HeadCell>
            <HeadCell>Created</HeadCell>
            <HeadCell>Ends</HeadCell>
            <HeadCell>Status</HeadCell>
            <HeadCell end><span className="sr-only">Actions</span></HeadCell>
          </TableHead>
          <TableBody>
            {secrets.map((secret) => (
              <Row key={secret.id}>
                <RowHeadCell className="font-mono text-13 whitespace-nowrap">{`whsec_…${secret.lastFour}`}</RowHeadCell>
                <Cell label="Created" className="whitespace-nowrap"><RelativeTime at={secret.createdAt} /></Cell>
                <Cell label="Ends" className="whitespace-nowrap">{secret.expiresAt ? <RelativeTime at={secret.expiresAt} /> : 'Never'}</Cell>
                <Cell label="Status">{secret.expiresAt ? <Badge tone="warn" icon={<RefreshCw />}>Rotating out</Badge> : <Badge tone="ok" icon={<CircleCheck />}>Active</Badge>}</Cell>
                <Cell end wide>
                  {secret.expiresAt && (
                    <Button variant="danger" size="sm" pending={end.pending} onClick={() => void onEnd(secret.id)} aria-label={`End now: whsec_…${secret.lastFour}`}>
                      End now
                    </Button>
                  )}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Card>
      <RotateDialog
        name="webhook-overlap"
        title="Rotate the signing secret"
        description="Posts carry a signature by each: your server may change over within the time you choose."
        open={isOpen}
        onOpenChange={setIsOpen}
        rotate={rotate}
        onRotate={(overlapSeconds) => void onRotate(overlapSeconds)}
      />
    </>
  );
}
