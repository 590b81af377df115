import { PasskeysCard } from '#components/passkeys/passkeys-card.tsx';
import { addPasskeyAction, beginPasskeyAction, removePasskeyAction, renamePasskeyAction } from '#lib/actions/passkeys.ts';
import { offersPasskeys } from '#lib/use-cases/passkeys/challenge.ts';
import { listPasskeys } from '#lib/use-cases/passkeys/manage-passkeys.ts';
import { hasFreshProof } from '#lib/use-cases/passkeys/require-fresh-proof.ts';
import type { SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

/** The passkeys of whoever is signed in, for the account page of each kind of person. `path` is that page's own. */
export async function Passkeys({ actor, path, className }: { actor: SignedInActor; path: string; className?: string }) {
  const [rows, fresh] = await Promise.all([listPasskeys({ actor }), hasFreshProof(actor)]);
  return (
    <PasskeysCard
      passkeys={rows.map(({ createdAt, lastUsedAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null }))}
      offered={offersPasskeys()}
      fresh={fresh}
      signInAgainHref={`/sign-in?as=${actor.kind === 'subscriber' ? 'line' : 'work'}&again=1&returnTo=${encodeURIComponent(path)}`}
      beginAction={beginPasskeyAction}
      addAction={addPasskeyAction}
      renameAction={renamePasskeyAction}
      removeAction={removePasskeyAction}
      {...(className ? { className } : {})}
    />
  );
}
