import { NextResponse, type NextRequest } from 'next/server';
import { ensureBrowserId } from '#lib/auth/browser-id.ts';
import { clientAddress } from '#lib/auth/client-address.ts';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { shortId } from '#lib/ids.ts';
import { beginAuthorization } from '#lib/use-cases/oauth/begin-authorization.ts';
import { limitedPage, mistakePage, refusedPage } from './refused-page.ts';

export const dynamic = 'force-dynamic';

/** The authorization endpoint (RFC 6749, 3.1): answers at once where nothing has to be asked, else keeps the request on the server and goes on to the page that asks. */
export async function GET(request: NextRequest): Promise<Response> {
  const browserId = await ensureBrowserId();
  const visitor = await findCurrentActor({ asUse: false });
  const actor = visitor?.kind === 'subscriber' ? visitor : null;
  const begun = await beginAuthorization({ query: request.nextUrl.searchParams, browserId, actor, address: clientAddress(request.headers) });
  if (begun.outcome === 'refused') return refusedPage(begun.reason);
  if (begun.outcome === 'limited') return limitedPage(begun.retryAfterSeconds);
  if (begun.outcome === 'mistake') return mistakePage(begun);
  const location = begun.outcome === 'answer' ? begun.location : `/oauth/v4/authorize/${shortId(begun.requestId)}`;
  return new NextResponse(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}
