import { Readable } from 'node:stream';
import { cookies } from 'next/headers';
import { sessionCookieName } from '#lib/auth/cookies.ts';
import { findActorOfCookie } from '#lib/auth/session-cookie.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { openAttachment } from '#lib/use-cases/threads/open-attachment.ts';

/** Kinds a browser shows without running anything of theirs; everything else is for downloading (T11). */
const shown = /^(image\/(jpeg|png|gif|webp)|video\/(mp4|webm|quicktime|3gpp2?)|audio\/[a-z0-9.-]+)$/;

const notThere = () => new Response('There is no such attachment.', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });

/** RFC 6266 with RFC 8187's encoding: a name of any language, and nothing of it can end the header. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_').slice(0, 100) || 'attachment';
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The bytes of an attachment for the person whose message it is; for everybody else it does not exist (T1). */
export async function GET(_request: Request, { params }: { params: Promise<{ messageId: string; position: string }> }): Promise<Response> {
  const cookie = (await cookies()).get(sessionCookieName);
  const actor = await findActorOfCookie(cookie ? `${sessionCookieName}=${cookie.value}` : undefined);
  const { messageId: short, position } = await params;
  const messageId = parseShortId(short);
  if (actor?.kind !== 'subscriber' || !messageId || !/^\d{1,3}$/.test(position)) return notThere();
  try {
    const part = await openAttachment({ actor, messageId, position: Number(position) });
    const isShown = shown.test(part.contentType);
    return new Response(Readable.toWeb(part.stream) as ReadableStream, {
      headers: {
        'Content-Type': isShown ? part.contentType : 'application/octet-stream',
        'Content-Length': String(part.sizeBytes),
        'Content-Disposition': disposition(isShown ? 'inline' : 'attachment', part.name),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin',
        // The bytes of a message never change; another session on this browser must still ask.
        'Cache-Control': 'private, no-cache',
      },
    });
  } catch (error) {
    if (isAppError(error)) return notThere();
    throw error;
  }
}
