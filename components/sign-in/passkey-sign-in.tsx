'use client';

import { browserSupportsWebAuthnAutofill, startAuthentication, WebAuthnAbortService, type AuthenticationResponseJSON, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { FingerprintPattern, Headset, KeyRound, Smartphone } from 'lucide-react';
import { startTransition, useActionState, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { askPasskey } from '#components/passkeys/ask-authenticator.ts';
import { useWebAuthn } from '#components/passkeys/use-webauthn.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { type FormAction, problemOf } from '#lib/contracts/form-data.ts';

export interface PasskeySignInProps {
  as: 'line' | 'work';
  returnTo: string | null;
  beginAction: Action<void, PublicKeyCredentialRequestOptionsJSON>;
  signInAction: FormAction;
}

/** A challenge is good for five minutes; one that a person comes back to late is asked for anew. */
const askAnewAfterMs = 240_000;

/** Signs in by passkey: by the button, or by what the browser itself offers in the field above (conditional mediation). */
export function PasskeySignIn({ as, returnTo, beginAction, signInAction }: PasskeySignInProps) {
  const [state, submit, signingIn] = useActionState(signInAction, {});
  const canUse = useWebAuthn();
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const offeredAt = useRef(0);

  function signIn(assertion: AuthenticationResponseJSON) {
    const form = new FormData();
    form.set('assertion', JSON.stringify(assertion));
    if (returnTo) form.set('returnTo', returnTo);
    startTransition(() => submit(form));
  }
  /** Lets the browser offer a passkey in the field; ends when one was chosen or something else is asked. */
  const offer = useEffectEvent(async () => {
    if (Date.now() - offeredAt.current < askAnewAfterMs || !(await browserSupportsWebAuthnAutofill())) return;
    offeredAt.current = Date.now();
    try {
      const optionsJSON = (await beginAction())?.data;
      if (optionsJSON) signIn(await startAuthentication({ optionsJSON, useBrowserAutofill: true }));
    } catch {
      // nobody chose one, or the button was pressed instead
    }
  });
  useEffect(() => {
    const onFocus = () => void offer();
    onFocus();
    window.addEventListener('focus', onFocus);
    return () => {
      window.removeEventListener('focus', onFocus);
      WebAuthnAbortService.cancelCeremony();
      offeredAt.current = 0;
    };
  }, []);

  async function onPress() {
    setPending(true);
    setRefused(null);
    try {
      const answer = await beginAction();
      if (!answer?.data) return setRefused(answer?.serverError?.text ?? 'Handset could not be reached. Check your connection and try again.');
      const asked = await askPasskey(answer.data);
      if ('problem' in asked) setRefused(asked.problem);
      else signIn(asked.answer);
    } catch {
      setRefused('Handset could not be reached. Check your connection and try again.');
    } finally {
      setPending(false);
    }
  }
  const problem = refused ?? problemOf(state)?.text;
  const waits = pending || signingIn;
  return (
    <div className="grid gap-4">
      <p className="flex items-center gap-3 text-13 text-muted before:flex-1 before:border-t before:border-border after:flex-1 after:border-t after:border-border">or</p>
      {canUse === false ? (
        <p className="text-13 text-muted">This browser cannot use passkeys.</p>
      ) : (
        <Button size="lg" className="w-full" pending={waits} disabled={!canUse} onClick={() => void onPress()}>
          {as === 'line' ? <FingerprintPattern aria-hidden="true" /> : <KeyRound aria-hidden="true" />}
          {waits ? 'Waiting for your device' : 'Use a passkey'}
        </Button>
      )}
      {problem && !waits && <Notice tone="bad" role="alert">{problem}</Notice>}
      <p className="flex gap-2 text-13 text-muted [&_.lucide]:mt-px [&_.lucide]:size-4 [&_.lucide]:shrink-0">
        {as === 'line' ? <Smartphone aria-hidden="true" /> : <Headset aria-hidden="true" />}
        {as === 'line' ? 'A passkey is your fingerprint, face or screen lock. No code, nothing to type.' : 'Support staff always use their passkey once they have made one.'}
      </p>
    </div>
  );
}
