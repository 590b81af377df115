'use client';

import { useEffect, useRef } from 'react';
import { useMakePasskey, type MakePasskeyActions } from '#components/passkeys/use-make-passkey.ts';
import { useWebAuthn } from '#components/passkeys/use-webauthn.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Makes the passkey that was asked for at the code, at once. Whatever becomes of it, the way on is there. */
export function PasskeyFirst({ goOnHref, ...actions }: MakePasskeyActions & { goOnHref: string }) {
  const canMake = useWebAuthn();
  const { make, pending, problem } = useMakePasskey(actions);
  const asked = useRef(false);
  const start = async () => {
    // A whole load: the page to go on to may be anything, an app's question included.
    if (await make()) window.location.assign(goOnHref);
  };
  useEffect(() => {
    if (!canMake || asked.current) return;
    asked.current = true;
    void start();
  });
  return (
    <div className="grid gap-4">
      {canMake === false ? (
        <Notice tone="warn">This browser cannot make passkeys.</Notice>
      ) : (
        <>
          {problem && <Notice tone="warn" role="alert">{problem}</Notice>}
          <Button variant="primary" size="lg" className="w-full" pending={pending} disabled={!canMake} onClick={() => void start()}>
            {pending ? 'Waiting for your device' : 'Make a passkey'}
          </Button>
        </>
      )}
      <ButtonLink href={goOnHref} size="lg" className="w-full">Go on without</ButtonLink>
    </div>
  );
}
