-- A claim walks what is queued in the order in which it is taken and ends at its limit; what is not due is passed without a look at its row.
CREATE INDEX "Outbox_queued_idx" ON "Outbox" ("priority", "id", "nextAttemptAt") WHERE "state" = 'queued';

-- A table that was emptied and cut to no page at all is planned as one that costs nothing to read whole, and a prepared plan outlives that moment.
ALTER TABLE "Outbox" SET (vacuum_truncate = off);
