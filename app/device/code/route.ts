import type { NextRequest } from 'next/server';
import { ensureBrowserId } from '#lib/auth/browser-id.ts';
import { clientAddress } from '#lib/auth/client-address.ts';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { isAppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { openDeviceQuestion } from '#lib/use-cases/devices/device-question.ts';
import { devicePage } from '#lib/use-cases/oauth/authorization-answer.ts';
import { seeOther } from '#app/form-answer.ts';

export const dynamic = 'force-dynamic';

const longestCode = 64;

/**
 * The code that somebody typed, or that stood in a link: on to the one page that says which device and which app it is. It decides nothing, so
 * it asks for no sign-in.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const code = (request.nextUrl.searchParams.get('code') ?? '').slice(0, longestCode);
  const form = (note: Record<string, string> = {}) => `/device?${new URLSearchParams({ code, ...note }).toString()}`;
  // A page of another site cannot spend a visitor's guesses by pictures or frames: only what is opened is looked at.
  const [site, destination] = ['sec-fetch-site', 'sec-fetch-dest'].map((name) => request.headers.get(name));
  if (site && !['same-origin', 'none'].includes(site) && destination !== 'document') return seeOther('/device');
  const actor = await findCurrentActor({ asUse: false });
  try {
    const { requestId } = await openDeviceQuestion({ actor: actor?.kind === 'subscriber' ? actor : null, typed: code, browserId: await ensureBrowserId(), address: clientAddress(request.headers) });
    return seeOther(devicePage(requestId));
  } catch (error) {
    if (!isAppError(error)) logger.error({ component: 'device', error }, 'a code could not be looked at');
    if (isAppError(error) && error.code === 'unauthenticated') return seeOther(`/sign-in?as=line&returnTo=${encodeURIComponent(`/device/code?${new URLSearchParams({ code }).toString()}`)}`);
    if (isAppError(error) && error.code === 'limit-exceeded') return seeOther(form({ problem: 'wait', minutes: String(Math.ceil((error.retryAfterSeconds ?? 60) / 60)) }));
    return seeOther(form({ problem: isAppError(error) && error.code === 'invalid-input' ? 'shape' : isAppError(error) && error.code === 'not-found' ? 'unknown' : 'unexpected' }));
  }
}
