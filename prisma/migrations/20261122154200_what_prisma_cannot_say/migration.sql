-- One live consent per subscriber and client; ended ones stay as history.
CREATE UNIQUE INDEX "ConsentGrant_live_key" ON "ConsentGrant" ("subscriberId", "clientId") WHERE "endedAt" IS NULL;

-- L3: one open request per client (an app in one environment) and limit.
CREATE UNIQUE INDEX "LimitIncrease_open_key" ON "LimitIncrease" ("clientId", "limitName")
  WHERE "state" IN ('SUBMITTED', 'IN_REVIEW', 'NEEDS_INFO', 'COUNTER_OFFERED');

-- Spent at every call and worth nothing after a crash: not logged. After a crash every bucket is full, one burst at most (I8).
ALTER TABLE "RateBucket" SET UNLOGGED;
ALTER TABLE "RateBucket" SET (fillfactor = 70);

-- Lists and conversations read what is not deleted, newest first.
CREATE INDEX "Message_live_idx" ON "Message" ("mailboxId", "id" DESC) WHERE "deletedAt" IS NULL;
CREATE INDEX "Message_thread_live_idx" ON "Message" ("mailboxId", "threadId", "id" DESC) WHERE "deletedAt" IS NULL;
CREATE INDEX "Message_unread_idx" ON "Message" ("mailboxId", "threadId") WHERE "isUnread" AND "deletedAt" IS NULL;
CREATE INDEX "Message_deleted_idx" ON "Message" ("deletedAt") WHERE "deletedAt" IS NOT NULL;

-- The dispatcher's questions touch only what waits.
CREATE INDEX "Outbox_waiting_idx" ON "Outbox" ("mailboxId", "address", "id") WHERE "state" IN ('queued', 'claimed');

-- Append-only by the database itself, not by good manners (I9).
CREATE FUNCTION handset_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION handset_append_only();
