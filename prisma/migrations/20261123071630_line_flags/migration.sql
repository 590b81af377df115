-- CreateEnum
CREATE TYPE "LineFlagState" AS ENUM ('open', 'reviewed', 'kept_slow', 'released');

-- CreateTable
CREATE TABLE "LineFlag" (
    "mailboxId" UUID NOT NULL,
    "state" "LineFlagState" NOT NULL DEFAULT 'open',
    "signs" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "times" INTEGER NOT NULL DEFAULT 1,
    "countsFrom" TIMESTAMPTZ(3),
    "nextSendAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "note" TEXT NOT NULL DEFAULT '',
    "reviewedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LineFlag_pkey" PRIMARY KEY ("mailboxId")
);

-- CreateIndex
CREATE INDEX "LineFlag_state_nextSendAt_idx" ON "LineFlag"("state", "nextSendAt");
