import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { shortId } from '#lib/ids.ts';
import { findReceipt, listReceipts, type ReceiptRow } from '#lib/data/connected-apps.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { findConsentText } from '#lib/domain/consent-text.ts';

/** More decisions than anybody makes; a file has an end all the same. */
const mostInFile = 10_000;

const meanings: Record<ReceiptRow['kind'], string> = {
  given: 'You allowed the app to use your number.',
  changed: 'You changed what the app may do, or for how long.',
  paused: 'You paused the app for a day.',
  resumed: 'You let the app go on.',
  ended: 'The app may no longer use your number.',
};

/** A decision about an app as it is handed out: whole by itself, in the very sentences of the text that was shown. Times are in UTC. */
export interface ConsentReceipt {
  document: 'Handset consent receipt';
  receipt: string;
  consent: string;
  kind: ReceiptRow['kind'];
  meaning: string;
  at: string;
  number: string;
  app: { name: string; owner: string; clientId: string; environment: string };
  permissions: { scope: Scope; sentence: string; consequence: string }[];
  /** `none` for no end; null where an older version of the program did not note it. */
  endsByItself: string | null;
  device: string | null;
  reason: string | null;
  /** With an end: the queued sends that were cancelled, one a recipient; null otherwise, and where an older version did not note it. */
  cancelledSends: number | null;
  text: { version: string; inbox: { made: string; there: string } | null; never: readonly string[]; notes: readonly string[] };
}

function receiptOf(row: ReceiptRow, msisdn: string): ConsentReceipt {
  const text = findConsentText(row.textVersion);
  if (!text) throw new Error(`A receipt names the text version ${row.textVersion}, which this program does not have.`);
  return {
    document: 'Handset consent receipt',
    receipt: shortId(row.id),
    consent: shortId(row.grantId),
    kind: row.kind,
    meaning: meanings[row.kind],
    at: row.at.toISOString(),
    number: msisdn,
    app: { name: row.appName, owner: row.ownerName, clientId: row.publicClientId, environment: row.environment },
    permissions: row.scopes.flatMap((scope) => (scope === 'NOTIFICATIONCHANNEL' ? [] : [{ scope, ...text.permissions[scope] }])),
    endsByItself: row.isComplete ? (row.endsAt?.toISOString() ?? 'none') : null,
    device: row.device || null,
    reason: row.reason || null,
    cancelledSends: row.cancelled,
    text: { version: row.textVersion, inbox: text.inbox, never: text.never, notes: text.notes },
  };
}

/** One of the actor's own receipts. Throws `not-found` for one that is not there or somebody else's, in the same words (T1). */
export async function getReceipt(options: { actor: SubscriberActor; receiptId: string }): Promise<ConsentReceipt> {
  const row = await findReceipt(options.actor.subscriberId, options.receiptId);
  if (!row) throw new AppError('not-found', 'There is no such receipt.');
  return receiptOf(row, options.actor.msisdn);
}

/** All of the actor's receipts, newest first. */
export async function getAllReceipts({ actor }: { actor: SubscriberActor }): Promise<{ document: 'Handset consent receipts'; number: string; madeAt: string; receipts: ConsentReceipt[] }> {
  const rows = await listReceipts(actor.subscriberId, mostInFile);
  return { document: 'Handset consent receipts', number: actor.msisdn, madeAt: clock.now().toISOString(), receipts: rows.map((row) => receiptOf(row, actor.msisdn)) };
}
