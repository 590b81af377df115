import type { Metadata } from 'next';
import { keepDraft } from '#lib/actions/drafts.ts';
import { sendFromWeb } from '#lib/actions/messages.ts';
import { requireSubscriber } from '#lib/auth/guards.ts';
import { env } from '#lib/env.ts';
import { carrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';
import { listContacts } from '#lib/use-cases/threads/list-contacts.ts';
import { findOwnDraft } from '#lib/use-cases/threads/save-draft.ts';
import { NewMessage } from '#components/inbox/new-message.tsx';
import { Shortcuts } from '#components/inbox/shortcuts.tsx';

export const metadata: Metadata = { title: 'New message' };

export default async function NewMessagePage() {
  const actor = await requireSubscriber('/inbox/new');
  const [contacts, draft] = await Promise.all([listContacts({ actor }), findOwnDraft({ actor, slot: 'new' })]);
  return (
    <main id="main" tabIndex={-1} data-pane="single" className="flex-1">
      <NewMessage
        policy={{ ownMsisdn: actor.msisdn, allowTerritories: env.ALLOW_TERRITORIES }}
        contacts={contacts}
        draft={draft}
        network={carrierNetwork()}
        actions={{ send: sendFromWeb, keepDraft }}
      />
      <Shortcuts listHref="/inbox" />
    </main>
  );
}
