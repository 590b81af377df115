-- CreateEnum
CREATE TYPE "LinkState" AS ENUM ('open', 'broken', 'down');

-- AlterEnum
ALTER TYPE "AttemptOutcome" ADD VALUE 'failed';

-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lostLeases" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "segmentsTaken" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ParkedReceipt" ADD COLUMN     "ids" TEXT[],
ADD COLUMN     "recipient" TEXT,
ADD COLUMN     "reference" INTEGER,
ADD COLUMN     "sender" TEXT;
UPDATE "ParkedReceipt" SET "ids" = ARRAY["carrierMessageId"];

-- CreateTable
CREATE TABLE "InboundSegment" (
    "carrier" TEXT NOT NULL,
    "msisdn" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "reference" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "inboundKey" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "assembledAt" TIMESTAMPTZ(3),

    CONSTRAINT "InboundSegment_pkey" PRIMARY KEY ("carrier","msisdn","sender","reference","count","position")
);

-- CreateTable
CREATE TABLE "CarrierLink" (
    "worker" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "state" "LinkState" NOT NULL,
    "detail" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CarrierLink_pkey" PRIMARY KEY ("worker","name")
);

-- CreateIndex
CREATE INDEX "InboundSegment_receivedAt_idx" ON "InboundSegment"("receivedAt");

-- CreateIndex
CREATE INDEX "CarrierReference_mailboxId_messageId_position_idx" ON "CarrierReference"("mailboxId", "messageId", "position");

-- CreateIndex
CREATE INDEX "ParkedReceipt_ids_idx" ON "ParkedReceipt" USING GIN ("ids");
