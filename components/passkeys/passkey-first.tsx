'use client';

import { useEffect, useRef, useState } from 'react';
import { useMakePasskey, type MakePasskeyActions } from '#components/passkeys/use-make-passkey.ts';
import { useWebAuthn } from '#components/passkeys/use-webauthn.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';

/** Makes the passkey that was asked for at the code, at once, and says so. Whatever becomes of it, the way on is there. */
export function PasskeyFirst({ goOnHref, ...actions }: MakePasskeyActions & { goOnHref: string }) {
  const canMake = useWebAuthn();
  const { make, pending, problem } = useMakePasskey(actions);
  const asked = useRef(false);
  const [made, setMade] = useState(false);
  const goOn = useRef<HTMLAnchorElement>(null);
  const start = async () => setMade(await make());
  useEffect(() => {
    // The button that was pressed is gone; Enter goes on.
    if (made) goOn.current?.focus();
  }, [made]);
  useEffect(() => {
    if (!canMake || asked.current) return;
    asked.current = true;
    void start();
  });
  if (made) {
    return (
      <div className="grid gap-4">
        <Notice tone="ok" role="status" title="Your passkey is made.">
          Next time, choose <em>Use a passkey</em> and you need no code. You find it under Account, where you can rename or remove it.
        </Notice>
        {/* A whole load: the page to go on to may be anything, an app's question included. */}
        <a ref={goOn} href={goOnHref} className={cn(buttonVariants({ variant: 'primary', size: 'lg' }), 'w-full')}>
          Go on
        </a>
      </div>
    );
  }
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
