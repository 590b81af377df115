import { Readable } from 'node:stream';
import { cookies } from 'next/headers';
import { sessionCookieName } from '#lib/auth/cookies.ts';
import { findActorOfCookie } from '#lib/auth/session-cookie.ts';
import { contentHeaders, contentRequestOf, judgeContentRequest } from '#lib/domain/content-request.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { type AttachmentView, openAttachment } from '#lib/use-cases/threads/open-attachment.ts';

/** Kinds a browser shows without running anything of theirs; everything else is for downloading (T11). */
const shown = /^(image\/(jpeg|png|gif|webp)|video\/(mp4|webm|quicktime|3gpp2?)|audio\/[a-z0-9.-]+)$/;

const notThere = () => new Response('There is no such attachment.', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });

const views: Readonly<Record<string, AttachmentView>> = { thumbnail: 'thumbnail', picture: 'picture', original: 'original' };

/**
 * An attachment for the person whose message it is; for everybody else it does not exist (T1). `?as=thumbnail` and `?as=picture` are made for
 * showing; without it come the bytes as they were sent. Ranges let a browser seek in sound and video.
 */
export async function GET(request: Request, { params }: { params: Promise<{ messageId: string; position: string }> }): Promise<Response> {
  const cookie = (await cookies()).get(sessionCookieName);
  const actor = await findActorOfCookie(cookie ? `${sessionCookieName}=${cookie.value}` : undefined);
  const { messageId: short, position } = await params;
  const messageId = parseShortId(short);
  const view = views[new URL(request.url).searchParams.get('as') ?? 'original'];
  if (actor?.kind !== 'subscriber' || !messageId || !view || !/^\d{1,3}$/.test(position)) return notThere();
  try {
    const part = await openAttachment({ actor, messageId, position: Number(position), view });
    const isShown = shown.test(part.contentType);
    const content = isShown ? part : { ...part, contentType: 'application/octet-stream' };
    const verdict = judgeContentRequest(contentRequestOf(request.headers), content);
    const range = verdict.status === 206 ? verdict.range : undefined;
    const hasBody = verdict.status === 200 || verdict.status === 206;
    return new Response(hasBody ? (Readable.toWeb(part.open(range)) as ReadableStream) : null, {
      status: verdict.status,
      headers: {
        ...contentHeaders(content, verdict, isShown ? 'inline' : 'attachment'),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
    });
  } catch (error) {
    if (isAppError(error)) return notThere();
    throw error;
  }
}
