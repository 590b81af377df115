import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { cookieOptions } from '#lib/auth/cookies.ts';
import { isSimulated } from '#lib/use-cases/simulator/require-simulator.ts';
import { pollAsTelevision, signTelevisionOut, startTelevision } from '#lib/use-cases/simulator/television.ts';
import { isForeign, seeOther } from '#app/form-answer.ts';
import { televisionCookie } from '../cookie.ts';

const daySeconds = 86_400;

/** The remote control: `start`, `poll` or `off`. */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isSimulated || isForeign(request)) notFound();
  const act = (await request.formData().catch(() => new FormData())).get('act');
  const store = await cookies();
  const kept = store.get(televisionCookie)?.value;
  if (act === 'off') {
    await signTelevisionOut(kept);
    store.delete(televisionCookie);
  } else {
    const next = act === 'start' ? await startTelevision().catch(() => null) : await pollAsTelevision(kept);
    if (next === null) return seeOther('/simulator/television?problem=no-code');
    store.set(televisionCookie, next, { ...cookieOptions, maxAge: daySeconds });
  }
  return seeOther('/simulator/television');
}
