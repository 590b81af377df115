import type { Submission } from '#lib/carriers/carrier.ts';
import { writeMediaGrant } from '#lib/domain/media-grant.ts';
import { clock } from '#lib/clock.ts';
import { signState } from '#lib/crypto.ts';

/** What the provider allows: 1 second to 10 hours in its queue. */
const longestValiditySeconds = 36_000;

/** A submit as the provider's form. The reference travels in the address of the callback, which is signed with the rest. */
export function formOf(submission: Submission, callbackUrl: string): URLSearchParams {
  const { parts, route, validUntil } = submission;
  const seconds = Math.floor((validUntil.getTime() - clock.now().getTime()) / 1_000);
  const form = new URLSearchParams({
    To: submission.recipient,
    From: submission.sender,
    Body: bodyOf(submission),
    StatusCallback: `${callbackUrl}/carrier/twilio/status?reference=${submission.reference}`,
    ValidityPeriod: String(Math.min(Math.max(seconds, 1), longestValiditySeconds)),
  });
  // A text that is an MMS by its characters or its subject stays one.
  if (route === 'MMS' && parts.length === 0) form.set('SendAsMms', 'true');
  for (const { contentHash, contentType } of parts) {
    form.append('MediaUrl', `${callbackUrl}/carrier/media/${signState(writeMediaGrant({ contentHash, contentType, expiresAt: validUntil }), 'media')}`);
  }
  return form;
}

/** The provider has no field for a subject: it goes before the text. */
export function bodyOf({ subject, text }: Submission): string {
  return [subject, text].filter((piece) => piece !== null && piece !== '').join('\n');
}
