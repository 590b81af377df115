import type { NextRequest } from 'next/server';
import { isForeign, seeOther } from '#app/form-answer.ts';
import { findBrowserId } from '#lib/auth/browser-id.ts';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { decisionForm } from '#lib/contracts/consent.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { logger } from '#lib/logger.ts';
import { allowConsent, denyConsent } from '#lib/use-cases/consent/decide-consent.ts';

/** The consent form's one post: *Allow* or *Not now*. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ requestId: string }> }): Promise<Response> {
  const { requestId: shortRequestId } = await params;
  const page = `/oauth/v4/authorize/${encodeURIComponent(shortRequestId)}`;
  const requestId = parseShortId(shortRequestId);
  const actor = await findCurrentActor();
  if (!requestId) return seeOther(page);
  if (isForeign(request)) return seeOther(`${page}?problem=session`);
  const parsed = decisionForm.safeParse(await request.formData().catch(() => null));
  if (!parsed.success) return seeOther(`${page}?problem=form`);
  const { decision, scope, until, end, csrf } = parsed.data;
  // What was chosen comes back with a problem, and after a sign-in on the way: nothing has to be chosen twice.
  const chosen = { scope: scope.join(' '), until, ...(end ? { end } : {}) };
  if (actor?.kind !== 'subscriber') return seeOther(`/sign-in?as=line&returnTo=${encodeURIComponent(`${page}?${new URLSearchParams(chosen).toString()}`)}`);
  const asked = { actor, requestId, browserId: await findBrowserId(), csrfToken: csrf };
  try {
    return seeOther(
      decision === 'deny'
        ? await denyConsent(asked)
        : await allowConsent({ ...asked, scopes: scope, term: { until, end: end ?? null }, userAgent: request.headers.get('user-agent') ?? '' }),
    );
  } catch (error) {
    if (!isAppError(error)) logger.error({ component: 'consent', error }, 'a decision failed');
    return seeOther(`${page}?${new URLSearchParams({ problem: problemName(error), ...chosen }).toString()}`);
  }
}

function problemName(error: unknown): string {
  if (!isAppError(error)) return 'unexpected';
  if (error.code === 'invalid-value') return error.field === 'scope' ? 'scope' : error.field === 'end' ? 'end' : 'form';
  return error.code === 'forbidden' ? 'session' : error.code;
}
