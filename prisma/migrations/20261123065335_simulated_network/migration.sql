-- AlterTable
ALTER TABLE "SimulatedSubmit" ADD COLUMN     "answerLost" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "receiptLost" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "roaming" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "status" "RecipientStatus";

-- CreateTable
CREATE TABLE "SimulatedMiss" (
    "id" BIGSERIAL NOT NULL,
    "messageId" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "segments" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SimulatedMiss_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SimulatedNetwork" (
    "id" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "latencyMs" INTEGER NOT NULL,
    "jitterMs" INTEGER NOT NULL,
    "submitLossPercent" INTEGER NOT NULL,
    "answerLossPercent" INTEGER NOT NULL,
    "receiptLossPercent" INTEGER NOT NULL,
    "errorPercent" INTEGER NOT NULL,
    "throttlePerSecond" INTEGER,
    "isLinkDown" BOOLEAN NOT NULL,
    "filledUntil" TIMESTAMPTZ(3),

    CONSTRAINT "SimulatedNetwork_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SimulatedMiss_messageId_idx" ON "SimulatedMiss"("messageId");
