'use server';

import { publicAction } from '#lib/actions/action-client.ts';
import { networkConditionsSchema, phoneGiveSchema, phoneSendFormSchema, phoneSwitchSchema } from '#lib/contracts/simulator.ts';
import { giveNumberAway, switchPhone } from '#lib/use-cases/simulator/list-phones.ts';
import { setConditions } from '#lib/use-cases/simulator/set-conditions.ts';
import { sendFromPhone } from '#lib/use-cases/simulator/send-from-phone.ts';

/** Public like the simulator itself; the use cases refuse with any other carrier. */
export const writeFromPhone = publicAction
  .metadata({ name: 'simulator-send' })
  .inputSchema(phoneSendFormSchema)
  .action(async ({ parsedInput: { msisdn, to, text, group, picture } }) => {
    const attachments = picture ? [{ name: picture.name, contentType: picture.type, bytes: new Uint8Array(await picture.arrayBuffer()) }] : [];
    return sendFromPhone({ msisdn, to, text, isGroup: group, attachments });
  });

export const turnSwitch = publicAction
  .metadata({ name: 'simulator-switch' })
  .inputSchema(phoneSwitchSchema)
  .action(async ({ parsedInput: { msisdn, ...switches } }) => {
    await switchPhone({ msisdn, switches });
    return { done: true };
  });

export const setNetwork = publicAction
  .metadata({ name: 'simulator-network' })
  .inputSchema(networkConditionsSchema)
  .action(async ({ parsedInput }) => {
    await setConditions(parsedInput);
    return { done: true };
  });

export const giveAway = publicAction
  .metadata({ name: 'simulator-give-away' })
  .inputSchema(phoneGiveSchema)
  .action(async ({ parsedInput: { msisdn } }) => {
    await giveNumberAway({ msisdn });
    return { done: true };
  });
