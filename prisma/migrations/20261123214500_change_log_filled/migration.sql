-- What was there before the triggers. A migration of its own: the triggers stand, so messages come and change while this copies.
INSERT INTO "MessageChange" ("mailboxId", "modSeq", "messageId")
SELECT "mailboxId", "modSeq", "id" FROM "Message"
UNION ALL SELECT "mailboxId", "createdModSeq", "id" FROM "Message" WHERE "createdModSeq" <> "modSeq"
ON CONFLICT DO NOTHING;

-- DropIndex
DROP INDEX "Message_mailboxId_modSeq_idx";

-- DropIndex
DROP INDEX "Message_mailboxId_createdModSeq_idx";
