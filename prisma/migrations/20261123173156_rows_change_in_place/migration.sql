-- A message on its way changes its rows again and again. Where no indexed column changes and the page has room, PostgreSQL writes the next version beside
-- the last one and no index at all (HOT). Room is left where rows change; what hindered it goes.

-- Each status of each recipient wrote its indexes, for the sake of the few that are called unknown: those are found by their outbox row, which is
-- done and has no segment that was taken.
CREATE INDEX "Outbox_lost_idx" ON "Outbox" ("mailboxId", "address") WHERE "state" = 'done' AND "segmentsTaken" = 0;
DROP INDEX "Recipient_unknown_idx";

-- Queued, submitted, delivered.
ALTER TABLE "Recipient" SET (fillfactor = 70);
-- Claimed, begun, answered, done.
ALTER TABLE "Outbox" SET (fillfactor = 60);
-- Begun, answered.
ALTER TABLE "Attempt" SET (fillfactor = 70);
-- Last used, every few seconds while an app works.
ALTER TABLE "ConsentGrant" SET (fillfactor = 80);
ALTER TABLE "AppActivityDay" SET (fillfactor = 70);
-- A new message raises its thread, each step of its delivery itself.
ALTER TABLE "Thread" SET (fillfactor = 80);
ALTER TABLE "Message" SET (fillfactor = 80);
