-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "reviewedAt" TIMESTAMPTZ(3);

-- What Prisma cannot say: support lists what is dead, which is little, out of all that was ever sent.
CREATE INDEX "Outbox_dead_idx" ON "Outbox" ("id") WHERE "state" = 'dead';
