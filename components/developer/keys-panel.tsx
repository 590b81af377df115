'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { RotateDialog } from '#components/developer/rotate-dialog.tsx';
import { SecretPanel } from '#components/developer/secret-panel.tsx';
import { SecretsTable, type SecretRow } from '#components/developer/secrets-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import type { Environment } from '#lib/domain/rate-limit.ts';

interface KeysPanelProps {
  clientId: string;
  environment: Environment;
  secrets: readonly SecretRow[];
  rotateAction: Action<{ clientId: string; overlapSeconds: number }, { clientId: string; clientSecret: string }>;
  revokeAction: Action<{ clientId: string; secretId: string }>;
}

/** The client's secrets: rotate with an overlap, end one now. A new secret is shown here once. */
export function KeysPanel({ clientId, environment, secrets, rotateAction, revokeAction }: KeysPanelProps) {
  const router = useRouter();
  const rotate = useAction(rotateAction, ['overlapSeconds']);
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const live = secrets.filter((secret) => secret.state !== 'revoked' && secret.state !== 'expired').length;

  async function onRotate(overlapSeconds: number) {
    const answer = await rotate.run({ clientId, overlapSeconds });
    if (!answer) return;
    setMade(answer.clientSecret);
    setIsOpen(false);
    router.refresh();
  }

  return (
    <div className="grid gap-4">
      {made && <SecretPanel clientId={clientId} secret={made} environment={environment} onStored={() => setMade(null)} />}
      <Card padded={false} aria-labelledby="secrets-title">
        <CardHeader
          title="Client secrets"
          titleId="secrets-title"
          description={`${live} in use`}
          actions={
            <Button variant="primary" onClick={() => setIsOpen(true)}>
              {live === 0 ? 'New secret' : 'Rotate'}
            </Button>
          }
        />
        <SecretsTable clientId={clientId} secrets={secrets} revokeAction={revokeAction} />
      </Card>
      <RotateDialog
        name="overlap"
        title={live === 0 ? 'Make a new secret' : 'Rotate the secret'}
        description="The new secret works at once. How long shall the present one go on beside it?"
        open={isOpen}
        onOpenChange={setIsOpen}
        rotate={rotate}
        onRotate={(overlapSeconds) => void onRotate(overlapSeconds)}
      />
    </div>
  );
}
