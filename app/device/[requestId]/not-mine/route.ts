import type { NextRequest } from 'next/server';
import { findBrowserId } from '#lib/auth/browser-id.ts';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { notMineForm } from '#lib/contracts/consent.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { logger } from '#lib/logger.ts';
import { reportDevice } from '#lib/use-cases/devices/report-device.ts';
import { isForeign, seeOther } from '#app/form-answer.ts';

/** *This is not mine*: ends the code and reports it, signed in or not. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ requestId: string }> }): Promise<Response> {
  const { requestId: shortRequestId } = await params;
  const page = `/device/${encodeURIComponent(shortRequestId)}`;
  const requestId = parseShortId(shortRequestId);
  if (!requestId || isForeign(request)) return seeOther(page);
  const parsed = notMineForm.safeParse(await request.formData().catch(() => null));
  if (!parsed.success) return seeOther(page);
  const actor = await findCurrentActor();
  try {
    return seeOther(await reportDevice({ actor: actor?.kind === 'subscriber' ? actor : null, requestId, browserId: await findBrowserId(), token: parsed.data.csrf }));
  } catch (error) {
    if (!isAppError(error)) logger.error({ component: 'device', error }, 'a device could not be reported');
    // What was answered meanwhile, the page tells; what failed can be tried again there.
    return seeOther(isAppError(error) && error.code === 'not-found' ? page : `${page}?problem=not-reported`);
  }
}
