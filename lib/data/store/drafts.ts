import { sql } from '#lib/data/pool.ts';
import type { Draft } from '#lib/domain/conversation.ts';

export async function findDraft(mailboxId: string, slot: string): Promise<Draft | null> {
  const [row] = await sql.query<Draft>(
    `SELECT "slot", "addresses", "text", "isGroup" FROM "Draft" WHERE "mailboxId" = $1::uuid AND "slot" = $2`,
    [mailboxId, slot],
  );
  return row ?? null;
}

/** The newest text wins; an empty draft is no draft. */
export async function putDraft(mailboxId: string, draft: Draft): Promise<void> {
  if (draft.text === '' && draft.addresses.length === 0) return removeDraft(mailboxId, draft.slot);
  await sql.query(
    `INSERT INTO "Draft" ("mailboxId", "slot", "addresses", "text", "isGroup", "updatedAt") VALUES ($1::uuid, $2, $3, $4, $5, now())
     ON CONFLICT ("mailboxId", "slot") DO UPDATE SET "addresses" = EXCLUDED."addresses", "text" = EXCLUDED."text",
       "isGroup" = EXCLUDED."isGroup", "updatedAt" = now()`,
    [mailboxId, draft.slot, draft.addresses, draft.text, draft.isGroup],
  );
}

export async function removeDraft(mailboxId: string, slot: string): Promise<void> {
  await sql.query(`DELETE FROM "Draft" WHERE "mailboxId" = $1::uuid AND "slot" = $2`, [mailboxId, slot]);
}
