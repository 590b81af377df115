'use client';

import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/browser';
import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { makePasskey } from '#components/passkeys/ask-authenticator.ts';

export interface MakePasskeyActions {
  beginAction: Action<void, PublicKeyCredentialCreationOptionsJSON>;
  addAction: Action<{ registration: RegistrationResponseJSON }>;
}

/** Makes a passkey on this device and keeps it. `make` resolves to whether it was done; `problem` then says why not. */
export function useMakePasskey({ beginAction, addAction }: MakePasskeyActions) {
  const begin = useAction(beginAction);
  const add = useAction(addAction);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  async function make(): Promise<boolean> {
    setPending(true);
    setRefused(null);
    try {
      const options = await begin.run();
      if (!options) return false;
      const made = await makePasskey(options);
      if ('problem' in made) {
        setRefused(made.problem);
        return false;
      }
      return (await add.run({ registration: made.answer })) !== null;
    } finally {
      setPending(false);
    }
  }
  return { make, pending, problem: begin.problems.form ?? refused ?? add.problems.form };
}
