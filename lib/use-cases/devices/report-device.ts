import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { closeConsentRequest } from '#lib/data/consent.ts';
import { decideDevice } from '#lib/data/device-authorizations.ts';
import { deviceReported } from '#lib/data/device-reports.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { consentCsrfToken, isConsentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { devicePage } from '#lib/use-cases/oauth/authorization-answer.ts';
import { browserHashOf } from '#lib/use-cases/sign-in/request-code.ts';

interface Asked {
  requestId: string;
  browserId: string;
}

const decisionOf = ({ requestId, browserId }: Asked) => ({ requestId, sessionId: `browser:${browserHashOf(browserId)}` });

/** Ties a report to one question and one browser (T24): nobody need be signed in to say that a device is not theirs. */
export const deviceReportToken = (asked: Asked): string => consentCsrfToken(decisionOf(asked));

/**
 * *This is not mine*: ends the code of a device and reports it, since somebody else may have sent it (RFC 8628, 5.4). The device learns
 * `access_denied`. Answers the page that tells so. Throws `not-found` for what is over, `forbidden` for another browser's page.
 */
export async function reportDevice(options: { actor: SubscriberActor | null; requestId: string; browserId: string | null; token: string }): Promise<string> {
  const { actor, requestId, browserId } = options;
  if (!browserId || !isConsentCsrfToken(decisionOf({ requestId, browserId }), options.token)) throw new AppError('forbidden', 'This page is from another browser. Type the code anew.');
  const subscriberId = actor?.subscriberId ?? null;
  const now = clock.now();
  return inTransaction(async (tx) => {
    const request = await closeConsentRequest(tx, { id: requestId, browserHash: browserHashOf(browserId), now }, subscriberId);
    const id = request?.deviceAuthorizationId;
    if (!request || !id || !(await decideDevice(tx, { state: 'reported', id, subscriberId, now }))) throw new AppError('not-found', 'This question has been answered, or is over.');
    await writeAudit(tx, { actor: actor ?? { kind: 'stranger' }, action: deviceReported, subjectKind: 'client', subjectId: request.clientId, detail: { deviceAuthorizationId: id } });
    return devicePage(requestId);
  });
}
