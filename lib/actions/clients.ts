'use server';

import { developerAction, supportAction } from '#lib/actions/action-client.ts';
import {
  addEnvironmentInput, clientIdInput, deleteClientInput, registerAppInput, revokeSecretInput, rotateSecretInput, suspendClientInput, switchFeatureInput,
  updateAppLinksInput, updateClientInput,
} from '#lib/contracts/clients.ts';
import { addEnvironment } from '#lib/use-cases/clients/add-environment.ts';
import { deleteClient } from '#lib/use-cases/clients/delete-client.ts';
import { registerApp } from '#lib/use-cases/clients/register-app.ts';
import { revokeSecret } from '#lib/use-cases/clients/revoke-secret.ts';
import { rotateSecret } from '#lib/use-cases/clients/rotate-secret.ts';
import { disableClient, enableClient, resumeClient, suspendClient } from '#lib/use-cases/clients/set-client-enabled.ts';
import { switchFeature } from '#lib/use-cases/clients/switch-feature.ts';
import { updateAppLinks } from '#lib/use-cases/clients/update-app-links.ts';
import { updateClient } from '#lib/use-cases/clients/update-client.ts';

export const registerAppAction = developerAction
  .metadata({ name: 'register-app' })
  .inputSchema(registerAppInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => registerApp({ actor, input }));

export const addEnvironmentAction = developerAction
  .metadata({ name: 'add-environment' })
  .inputSchema(addEnvironmentInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => addEnvironment({ actor, input }));

export const rotateSecretAction = developerAction
  .metadata({ name: 'rotate-secret' })
  .inputSchema(rotateSecretInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => rotateSecret({ actor, input }));

export const revokeSecretAction = developerAction
  .metadata({ name: 'revoke-secret' })
  .inputSchema(revokeSecretInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(revokeSecret({ actor, input })));

export const updateClientAction = developerAction
  .metadata({ name: 'update-client' })
  .inputSchema(updateClientInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(updateClient({ actor, input })));

export const updateAppLinksAction = developerAction
  .metadata({ name: 'update-app-links' })
  .inputSchema(updateAppLinksInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(updateAppLinks({ actor, input })));

export const switchFeatureAction = developerAction
  .metadata({ name: 'switch-feature' })
  .inputSchema(switchFeatureInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(switchFeature({ actor, input })));

export const disableClientAction = developerAction
  .metadata({ name: 'disable-client' })
  .inputSchema(clientIdInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(disableClient({ actor, input })));

export const enableClientAction = developerAction
  .metadata({ name: 'enable-client' })
  .inputSchema(clientIdInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(enableClient({ actor, input })));

export const deleteClientAction = developerAction
  .metadata({ name: 'delete-client' })
  .inputSchema(deleteClientInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(deleteClient({ actor, input })));

export const suspendClientAction = supportAction
  .metadata({ name: 'suspend-client' })
  .inputSchema(suspendClientInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(suspendClient({ actor, input })));

export const resumeClientAction = supportAction
  .metadata({ name: 'resume-client' })
  .inputSchema(clientIdInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(resumeClient({ actor, input })));

async function done(work: Promise<void>): Promise<{ done: true }> {
  await work;
  return { done: true };
}
