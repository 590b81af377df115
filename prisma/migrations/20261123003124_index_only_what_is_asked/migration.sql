-- Every send writes every index of what it stores, and every step of its dispatch those of its outbox row: an index holds only rows that a
-- statement looks up in it. What Prisma's schema cannot say stands here.

-- The dispatcher's questions are each of one state.
CREATE INDEX "Outbox_due_idx" ON "Outbox" ("state", "nextAttemptAt") WHERE "state" IN ('queued', 'in_doubt');
CREATE INDEX "Outbox_lease_idx" ON "Outbox" ("leaseUntil") WHERE "state" = 'claimed';
CREATE INDEX "Outbox_deadline_idx" ON "Outbox" ("deadlineAt") WHERE "state" IN ('submitted', 'in_doubt');
DROP INDEX "Outbox_state_nextAttemptAt_priority_id_idx";
DROP INDEX "Outbox_state_leaseUntil_idx";
DROP INDEX "Outbox_state_deadlineAt_idx";
-- What a consent has queued is found among what waits of its mailbox ("Outbox_waiting_idx").
DROP INDEX "Outbox_grantId_idx";

-- A message is sent or came in: one of the two keys is always absent.
CREATE INDEX "Message_send_idx" ON "Message" ("mailboxId", "sendId") WHERE "sendId" IS NOT NULL;
CREATE UNIQUE INDEX "Message_inbound_key" ON "Message" ("mailboxId", "inboundKey") WHERE "inboundKey" IS NOT NULL;
DROP INDEX "Message_mailboxId_sendId_idx";
DROP INDEX "Message_mailboxId_inboundKey_key";
-- Nobody reads a thread's deleted messages: "Message_thread_live_idx" has the others.
DROP INDEX "Message_mailboxId_threadId_id_idx";

-- A fact is known by what it says; no statement asks for its id.
ALTER TABLE "StatusEvent" DROP CONSTRAINT "StatusEvent_pkey";
ALTER TABLE "StatusEvent" ADD CONSTRAINT "StatusEvent_pkey" PRIMARY KEY USING INDEX "StatusEvent_mailboxId_messageId_position_eventKey_key";

-- Each message raises its mailbox's sequence: room for the next version on the row's own page, and the update writes no index.
ALTER TABLE "Mailbox" SET (fillfactor = 80);
