import type { NextRequest } from 'next/server';
import { ensureBrowserId } from '#lib/auth/browser-id.ts';
import { clientAddress } from '#lib/auth/client-address.ts';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { deviceCodeForm } from '#lib/contracts/consent.ts';
import { isAppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { isConsentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { openDeviceQuestion } from '#lib/use-cases/devices/device-question.ts';
import { devicePage } from '#lib/use-cases/oauth/authorization-answer.ts';
import { isForeign, seeOther } from '#app/form-answer.ts';
import { codeFormId } from '../code-form-id.ts';

/** The code that somebody typed. It is judged once a line is signed in: guesses are counted by line. */
export async function POST(request: NextRequest): Promise<Response> {
  const parsed = deviceCodeForm.safeParse(await request.formData().catch(() => null));
  if (!parsed.success) return seeOther('/device?problem=shape');
  const { code, csrf } = parsed.data;
  const page = (note: Record<string, string> = {}) => `/device?${new URLSearchParams({ code, ...note }).toString()}`;
  const actor = await findCurrentActor();
  if (actor?.kind !== 'subscriber') return seeOther(`/sign-in?as=line&returnTo=${encodeURIComponent(page())}`);
  // Typed before somebody signed in here, or on another site's page: it is shown again, and nothing was looked at.
  if (isForeign(request) || !isConsentCsrfToken({ requestId: codeFormId, sessionId: actor.sessionId }, csrf ?? '')) return seeOther(page());
  try {
    const { requestId } = await openDeviceQuestion({ actor, typed: code, browserId: await ensureBrowserId(), address: clientAddress(request.headers) });
    return seeOther(devicePage(requestId));
  } catch (error) {
    if (!isAppError(error)) logger.error({ component: 'device', error }, 'a code could not be looked at');
    if (isAppError(error) && error.code === 'limit-exceeded') return seeOther(page({ problem: 'wait', minutes: String(Math.ceil((error.retryAfterSeconds ?? 60) / 60)) }));
    return seeOther(page({ problem: isAppError(error) && error.code === 'invalid-input' ? 'shape' : isAppError(error) && error.code === 'not-found' ? 'unknown' : 'unexpected' }));
  }
}
