'use client';

import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { Card } from '#components/ui/card.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { ClientFeature } from '#lib/contracts/clients.ts';

const switches: readonly { feature: ClientFeature; label: string; description: string }[] = [
  { feature: 'requirePar', label: 'Requests must be pushed (PAR)', description: 'Your server sends each question to Handset first; a link with the parameters in it is refused.' },
  {
    feature: 'requireDpop',
    label: 'Tokens must be bound to a key (DPoP)',
    description: 'Each token request needs a proof of your key: refresh tokens from before are refused, and bearer access tokens still run out within the hour.',
  },
  { feature: 'deviceGrant', label: 'Devices without a browser may sign in', description: 'A television or a terminal shows a code, and the person enters it in a browser of theirs.' },
];

export interface FeatureSwitchesProps {
  client: { clientId: string } & Record<ClientFeature, boolean>;
  switchAction: Action<{ clientId: string; feature: ClientFeature; on: boolean }>;
}

/** What this app must or may do beyond the rest. A switch shows its new side while the server is asked, and goes back when it refuses. */
export function FeatureSwitches({ client, switchAction }: FeatureSwitchesProps) {
  const { run, pending, problems } = useAction(switchAction);
  const [isOn, setIsOn] = useState<Record<ClientFeature, boolean>>(client);

  async function flip(feature: ClientFeature, on: boolean) {
    if (pending) return;
    const show = (shown: boolean) => setIsOn((before) => ({ ...before, [feature]: shown }));
    show(on);
    if (!(await run({ clientId: client.clientId, feature, on }))) show(!on);
  }

  return (
    <Card aria-labelledby="features-title" className="grid gap-4 p-4">
      <div className="grid gap-1">
        <h2 id="features-title" className="text-14">Stricter, and without a browser</h2>
        <p className="text-13 text-muted">
          A switch counts from the next request on. <Link href="/docs/oauth#par" className="link">How it is done</Link>
        </p>
      </div>
      {problems.form && <Notice tone="bad" role="alert">{problems.form}</Notice>}
      {switches.map(({ feature, label, description }) => (
        <Switch key={feature} label={label} description={description} checked={isOn[feature]} onChange={(event) => void flip(feature, event.target.checked)} />
      ))}
    </Card>
  );
}
