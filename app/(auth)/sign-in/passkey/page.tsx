import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PasskeyFirst } from '#components/passkeys/passkey-first.tsx';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { Sheet, SheetCell } from '#components/ui/sheet.tsx';
import { addPasskeyAction, beginPasskeyAction } from '#lib/actions/passkeys.ts';
import { destinationAfterSignIn } from '#lib/auth/after-sign-in.ts';
import { findCurrentActor } from '#lib/auth/guards.ts';

export const metadata: Metadata = { title: 'Set up a passkey' };

/** Comes after the code when a passkey was wished for. The person is signed in already: everything here may fail. */
export default async function FirstPasskeyPage({ searchParams }: { searchParams: Promise<{ returnTo?: string | string[] }> }) {
  const { returnTo } = await searchParams;
  const back = [returnTo].flat()[0] ?? null;
  const actor = await findCurrentActor();
  if (!actor) redirect('/sign-in');
  return (
    <AskFrame>
      <h1 className="text-center text-22 max-sm:pt-6">Set up a passkey</h1>
      <p className="mt-1 mb-6 px-4 text-center text-muted">You are signed in. Next time this device can do it without a code.</p>
      <Sheet width="card" aria-label="Your passkey">
        <SheetCell>
          <PasskeyFirst beginAction={beginPasskeyAction} addAction={addPasskeyAction} goOnHref={destinationAfterSignIn(actor.kind, back)} />
        </SheetCell>
      </Sheet>
    </AskFrame>
  );
}
