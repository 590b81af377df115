-- A receipt whose id was lost finds its submit among the recipients that were called unknown: few, and written only then.
CREATE INDEX "Recipient_unknown_idx" ON "Recipient" ("mailboxId", "address") WHERE "status" = 'unknown';
