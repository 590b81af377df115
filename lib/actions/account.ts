'use server';

import { redirect } from 'next/navigation';
import { subscriberAction } from '#lib/actions/action-client.ts';
import { sessionForm } from '#lib/contracts/consent.ts';
import { isAppError } from '#lib/errors.ts';
import { endAllSessions, endOwnSession } from '#lib/use-cases/sign-in/end-session.ts';

export const signOutDeviceAction = subscriberAction
  .metadata({ name: 'sign-out-device' })
  .inputSchema(sessionForm)
  .action(async ({ parsedInput: { sessionId }, ctx: { actor } }) => {
    try {
      await endOwnSession({ actor, sessionId });
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
    redirect('/account?done=device');
  });

export const signOutEverywhereAction = subscriberAction.metadata({ name: 'sign-out-everywhere' }).action(async ({ ctx: { actor } }) => {
  const ended = await endAllSessions({ actor, exceptThis: true });
  redirect(`/account?done=others&count=${ended}`);
});
