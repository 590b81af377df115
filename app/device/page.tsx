import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { CodeForm } from '#components/device/code-form.tsx';
import { Who } from '#components/consent/who.tsx';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { foldUserCode, formatUserCode } from '#lib/domain/user-code.ts';

export const metadata: Metadata = { title: 'Let a device use your line', referrer: 'same-origin', robots: { index: false } };

type Query = Record<string, string | string[] | undefined>;
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? '';

const problems: Record<string, string> = {
  unknown: 'No device shows this code now. Look at the device: it shows a new code when the old one is over.',
  shape: 'A code has eight letters, such as WDJB-MJHT.',
  unexpected: 'Something went wrong on our side. Try again in a moment.',
};

/** The words for a refused code. The address names it; it cannot make the page say anything else. */
function problemText(query: Query): string | null {
  const name = one(query.problem);
  if (name === '') return null;
  if (name !== 'wait') return problems[name] ?? null;
  const minutes = Math.min(60, Math.max(1, Number.parseInt(one(query.minutes), 10) || 15));
  return `Too many wrong codes. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
}

export default async function DevicePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const typed = one(query.code).slice(0, 32);
  const folded = foldUserCode(typed);
  const code = folded ? formatUserCode(folded) : typed;
  const problem = problemText(query);
  // The link of a QR code: nothing is left to type.
  if (folded && !problem) redirect(`/device/code?${new URLSearchParams({ code }).toString()}`);
  const actor = await findCurrentActor();
  return (
    <AskFrame who={actor?.kind === 'subscriber' && <Who number={formatMsisdn(actor.msisdn)} returnTo="/device" />}>
      <CodeForm code={code} problem={problem} />
    </AskFrame>
  );
}
