'use server';

import { headers } from 'next/headers';
import { publicAction, signedInAction } from '#lib/actions/action-client.ts';
import { ensureBrowserId, findBrowserId } from '#lib/auth/browser-id.ts';
import { clientAddress } from '#lib/auth/client-address.ts';
import { addPasskeyInput, removePasskeyInput, renamePasskeyInput } from '#lib/contracts/passkey.ts';
import { addPasskey, beginPasskey } from '#lib/use-cases/passkeys/add-passkey.ts';
import { beginPasskeySignIn } from '#lib/use-cases/passkeys/begin-sign-in.ts';
import { removePasskey, renamePasskey } from '#lib/use-cases/passkeys/manage-passkeys.ts';

export const beginPasskeySignInAction = publicAction
  .metadata({ name: 'begin-passkey-sign-in' })
  .action(async () => beginPasskeySignIn({ browserId: await ensureBrowserId(), address: clientAddress(await headers()) }));

export const beginPasskeyAction = signedInAction
  .metadata({ name: 'begin-passkey' })
  .action(async ({ ctx: { actor } }) => beginPasskey({ actor, browserId: await ensureBrowserId() }));

export const addPasskeyAction = signedInAction
  .metadata({ name: 'add-passkey' })
  .inputSchema(addPasskeyInput)
  .action(async ({ parsedInput: { registration }, ctx: { actor } }) => {
    await addPasskey({ actor, browserId: await findBrowserId(), registration, userAgent: (await headers()).get('user-agent') ?? '' });
    return { done: true as const };
  });

export const renamePasskeyAction = signedInAction
  .metadata({ name: 'rename-passkey' })
  .inputSchema(renamePasskeyInput)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await renamePasskey({ actor, ...parsedInput });
    return { done: true as const };
  });

export const removePasskeyAction = signedInAction
  .metadata({ name: 'remove-passkey' })
  .inputSchema(removePasskeyInput)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await removePasskey({ actor, ...parsedInput });
    return { done: true as const };
  });
