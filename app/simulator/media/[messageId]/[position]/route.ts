import { Readable } from 'node:stream';
import { isAppError } from '#lib/errors.ts';
import { openPhonePicture } from '#lib/use-cases/simulator/open-phone-picture.ts';

/** A picture as the virtual phone shows it: as open as the phone itself, and drawn anew by us, so nothing of the sender's runs. */
export async function GET(_: Request, { params }: { params: Promise<{ messageId: string; position: string }> }): Promise<Response> {
  const { messageId, position } = await params;
  try {
    if (!/^\d{1,3}$/.test(position)) return new Response(null, { status: 404 });
    const media = await openPhonePicture({ messageId, position: Number(position) });
    return new Response(Readable.toWeb(media.open()) as ReadableStream, {
      headers: { 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=3600', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "sandbox; default-src 'none'", 'Cross-Origin-Resource-Policy': 'same-origin' },
    });
  } catch (error) {
    if (isAppError(error)) return new Response(null, { status: 404 });
    throw error;
  }
}
