'use server';

import { redirect } from 'next/navigation';
import { subscriberAction } from '#lib/actions/action-client.ts';
import { clock } from '#lib/clock.ts';
import { grantEndForm, grantForm } from '#lib/contracts/consent.ts';
import { isAppError } from '#lib/errors.ts';
import { shortId } from '#lib/ids.ts';
import { endOfDay } from '#lib/use-cases/consent/consent-term.ts';
import { changeConsentEnd, endConsent, pauseConsent, resumeConsent } from '#lib/use-cases/consent/end-consent.ts';

/** Back to the list, at the app in question; a refusal is named in the address, so it shows without script too. */
async function thenBack(grantId: string, work: () => Promise<string>): Promise<never> {
  let note: string;
  try {
    note = await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    note = `problem=${error.code === 'invalid-value' ? 'day' : 'gone'}`;
  }
  redirect(`/connected-apps?${note}&app=${shortId(grantId)}`);
}

export const pauseConsentAction = subscriberAction
  .metadata({ name: 'pause-consent' })
  .inputSchema(grantForm)
  .action(async ({ parsedInput: { grantId }, ctx: { actor } }) => thenBack(grantId, () => pauseConsent({ actor, grantId }).then(() => 'done=paused')));

export const resumeConsentAction = subscriberAction
  .metadata({ name: 'resume-consent' })
  .inputSchema(grantForm)
  .action(async ({ parsedInput: { grantId }, ctx: { actor } }) => thenBack(grantId, () => resumeConsent({ actor, grantId }).then(() => 'done=resumed')));

export const endConsentAction = subscriberAction
  .metadata({ name: 'end-consent' })
  .inputSchema(grantForm)
  .action(async ({ parsedInput: { grantId }, ctx: { actor } }) =>
    thenBack(grantId, () => endConsent({ actor, grantId }).then(({ cancelled }) => `done=ended&cancelled=${cancelled}`)),
  );

export const changeConsentEndAction = subscriberAction
  .metadata({ name: 'change-consent-end' })
  .inputSchema(grantEndForm)
  .action(async ({ parsedInput: { grantId, endsOn, noEnd }, ctx: { actor } }) =>
    thenBack(grantId, async () => {
      await changeConsentEnd({ actor, grantId, endsAt: noEnd ? null : endOfDay(endsOn ?? null, clock.now()) });
      return 'done=moved';
    }),
  );
