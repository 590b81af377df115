-- CreateEnum
CREATE TYPE "KeywordEffect" AS ENUM ('stopped', 'started', 'helped', 'flagged');

-- AlterEnum
ALTER TYPE "MessageOrigin" ADD VALUE 'automatic';

-- CreateTable
CREATE TABLE "AppOptOut" (
    "mailboxId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AppOptOut_pkey" PRIMARY KEY ("mailboxId","address")
);

-- CreateTable
CREATE TABLE "KeywordEvent" (
    "mailboxId" UUID NOT NULL,
    "inboundKey" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "messageId" UUID,
    "effect" "KeywordEffect" NOT NULL,
    "isAnswered" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeywordEvent_pkey" PRIMARY KEY ("mailboxId","inboundKey")
);

-- CreateIndex
CREATE INDEX "KeywordEvent_mailboxId_address_at_idx" ON "KeywordEvent"("mailboxId", "address", "at");

-- CreateIndex
CREATE INDEX "KeywordEvent_mailboxId_messageId_idx" ON "KeywordEvent"("mailboxId", "messageId");

-- A history that is written once. Only the end of a mailbox removes it (T29).
CREATE TRIGGER "KeywordEvent_append_only" BEFORE UPDATE ON "KeywordEvent" FOR EACH ROW EXECUTE FUNCTION handset_append_only();
