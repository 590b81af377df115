'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PasskeyRow, type PasskeyItem, type PasskeyRowProps } from '#components/passkeys/passkey-row.tsx';
import { useMakePasskey, type MakePasskeyActions } from '#components/passkeys/use-make-passkey.ts';
import { useWebAuthn } from '#components/passkeys/use-webauthn.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Card, CardFooter, CardHeader } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';

export interface PasskeysCardProps extends MakePasskeyActions, Pick<PasskeyRowProps, 'renameAction' | 'removeAction'> {
  passkeys: readonly PasskeyItem[];
  /** False where the address of this installation allows no passkeys. */
  offered: boolean;
  /** Signed in within the last minutes; without it nothing is added or removed. */
  fresh: boolean;
  signInAgainHref: string;
  className?: string;
}

/** The passkeys of whoever is signed in: what there is, one more, one less. */
export function PasskeysCard({ passkeys, offered, fresh, signInAgainHref, className, renameAction, removeAction, ...actions }: PasskeysCardProps) {
  const router = useRouter();
  const canMake = useWebAuthn();
  const { make, pending, problem } = useMakePasskey(actions);
  const [added, setAdded] = useState(false);

  async function onAdd() {
    setAdded(false);
    if (!(await make())) return;
    setAdded(true);
    router.refresh();
  }
  return (
    <Card padded={false} aria-labelledby="passkeys" className={className}>
      <CardHeader title="Passkeys" titleId="passkeys" description="Your fingerprint, face or screen lock signs you in: nothing to type, and nothing a stranger could ask you for." />
      {passkeys.length === 0 ? (
        <p className="px-4 pb-4 text-14 text-muted">You have none yet.</p>
      ) : (
        <ul aria-labelledby="passkeys">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} canRemove={fresh} renameAction={renameAction} removeAction={removeAction} />
          ))}
        </ul>
      )}
      <CardFooter className="grid gap-3">
        {problem && <Notice tone="bad" role="alert">{problem}</Notice>}
        {added && !problem && <Notice tone="ok" role="status">Your passkey is made. Next time, choose <em>Use a passkey</em>.</Notice>}
        <MakeOne state={!offered ? 'not-offered' : canMake === false ? 'no-browser' : fresh ? 'ready' : 'stale'} signInAgainHref={signInAgainHref} pending={pending} disabled={!canMake} onAdd={() => void onAdd()} />
      </CardFooter>
    </Card>
  );
}

function MakeOne(props: { state: 'not-offered' | 'no-browser' | 'ready' | 'stale'; signInAgainHref: string; pending: boolean; disabled: boolean; onAdd: () => void }) {
  if (props.state === 'not-offered') return <p className="text-14 text-muted">Passkeys work at https addresses only, and this installation has none.</p>;
  if (props.state === 'no-browser') return <p className="text-14 text-muted">This browser cannot make passkeys. Use a newer one, or another device.</p>;
  if (props.state === 'ready') {
    return (
      <Button className="justify-self-start" pending={props.pending} disabled={props.disabled} onClick={props.onAdd}>
        {props.pending ? 'Waiting for your device' : 'Make a passkey'}
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-[56ch] text-14 text-muted">You signed in a while ago. To add or remove a passkey, sign in again first.</p>
      <ButtonLink href={props.signInAgainHref}>Sign in again</ButtonLink>
    </div>
  );
}
