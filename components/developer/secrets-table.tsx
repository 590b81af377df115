'use client';

import { Ban, CircleCheck, CirclePause, Clock, RefreshCw, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Tone } from '#components/ui/tone.tsx';

export type SecretState = 'active' | 'unused' | 'expires-soon' | 'rotating-out' | 'expired' | 'revoked';

export interface SecretRow {
  id: string;
  start: string;
  lastFour: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
  state: SecretState;
}

const looks: Record<SecretState, { word: string; tone: Tone; icon: ReactNode }> = {
  active: { word: 'Active', tone: 'ok', icon: <CircleCheck /> },
  unused: { word: 'Unused', tone: 'neutral', icon: <CirclePause /> },
  'expires-soon': { word: 'Expires soon', tone: 'warn', icon: <Clock /> },
  'rotating-out': { word: 'Rotating out', tone: 'warn', icon: <RefreshCw /> },
  expired: { word: 'Expired', tone: 'neutral', icon: <Ban /> },
  revoked: { word: 'Revoked', tone: 'bad', icon: <X /> },
};

/** Every secret by its start and last four; never more of it. */
export function SecretsTable({ clientId, secrets, revokeAction }: { clientId: string; secrets: readonly SecretRow[]; revokeAction: Action<{ clientId: string; secretId: string }> }) {
  const router = useRouter();
  const { run, pending, problems, clear } = useAction(revokeAction);
  const [asked, setAsked] = useState<SecretRow | null>(null);
  const newest = secrets[0];
  const newestUnused = newest?.state === 'unused' && asked !== null && asked.id !== newest.id;

  async function revoke() {
    if (!asked || !(await run({ clientId, secretId: asked.id }))) return;
    setAsked(null);
    router.refresh();
  }

  return (
    <>
      <Table caption="Secrets of this client, newest first" className="[--row:3.25rem]">
        <TableHead>
          <HeadCell>Secret</HeadCell>
          <HeadCell>Created</HeadCell>
          <HeadCell>Last used</HeadCell>
          <HeadCell>Ends</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell end><span className="sr-only">Actions</span></HeadCell>
        </TableHead>
        <TableBody>
          {secrets.map((secret) => {
            const look = looks[secret.state];
            const isOver = secret.state === 'revoked' || secret.state === 'expired';
            return (
              <Row key={secret.id} className={isOver ? 'text-muted' : undefined}>
                <RowHeadCell className="font-mono text-13 whitespace-nowrap">{`${secret.start}…${secret.lastFour}`}</RowHeadCell>
                <Cell label="Created" className="whitespace-nowrap"><RelativeTime at={secret.createdAt} /></Cell>
                <Cell label="Last used" className="whitespace-nowrap">{secret.lastUsedAt ? <RelativeTime at={secret.lastUsedAt} /> : 'Never'}</Cell>
                <Cell label="Ends" className="whitespace-nowrap">{secret.revokedAt ? <RelativeTime at={secret.revokedAt} /> : secret.expiresAt ? <RelativeTime at={secret.expiresAt} /> : 'Never'}</Cell>
                <Cell label="Status"><Badge tone={look.tone} icon={look.icon}>{look.word}</Badge></Cell>
                <Cell end wide>
                  {!isOver && (
                    <Button variant="danger" size="sm" onClick={() => { clear(); setAsked(secret); }} aria-label={`End now: ${secret.start}…${secret.lastFour}`}>
                      End now
                    </Button>
                  )}
                </Cell>
              </Row>
            );
          })}
        </TableBody>
      </Table>
      <AlertDialog open={asked !== null} onOpenChange={(open) => { if (!open) setAsked(null); }}>
        <AlertDialogContent
          title={`End ${asked?.start ?? ''}…${asked?.lastFour ?? ''} now?`}
          description="Programs that still use it are refused from their next token request on. It cannot be undone."
          footer={
            <>
              <Button variant="danger" pending={pending} onClick={() => void revoke()}>End it now</Button>
              <AlertDialogCancel render={<Button />}>Keep it</AlertDialogCancel>
            </>
          }
        >
          {newestUnused && <Notice tone="warn" title="The new secret has not been used yet.">Make sure that your program has it before you end the old one.</Notice>}
          {problems.form && <Notice tone="bad" role="alert">{problems.form}</Notice>}
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}
