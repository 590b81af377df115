import type { SessionAnswer } from '#components/session/session-clock.ts';

function instant(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** `GET /session`: how long the session lasts. Reading it never extends it. */
export async function askSession(): Promise<SessionAnswer> {
  const sentMs = Date.now();
  try {
    const response = await fetch('/session', {
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 401) return { kind: 'ended' };
    if (!response.ok) return { kind: 'unknown' };
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) return { kind: 'unknown' };
    const { endsAt, now, tag } = body as Record<string, unknown>;
    const endsAtMs = instant(endsAt);
    // The server looked at its clock about half way between our question and its answer.
    const serverNowMs = instant(now) + (Date.now() - sentMs) / 2;
    if (Number.isNaN(endsAtMs) || Number.isNaN(serverNowMs)) return { kind: 'unknown' };
    return { kind: 'live', endsAtMs, serverNowMs, tag: typeof tag === 'string' ? tag : undefined };
  } catch {
    return { kind: 'unknown' };
  }
}
