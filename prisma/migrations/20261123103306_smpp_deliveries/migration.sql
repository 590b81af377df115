-- CreateEnum
CREATE TYPE "SmppDeliveryState" AS ENUM ('in_hand', 'acknowledged', 'expected');

-- CreateTable
CREATE TABLE "SmppDelivery" (
    "id" BIGSERIAL NOT NULL,
    "digest" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "sessionId" UUID NOT NULL,
    "state" "SmppDeliveryState" NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SmppDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SmppDelivery_key_key" ON "SmppDelivery"("key");

-- CreateIndex
CREATE INDEX "SmppDelivery_digest_idx" ON "SmppDelivery"("digest");

-- CreateIndex
CREATE INDEX "SmppDelivery_sessionId_idx" ON "SmppDelivery"("sessionId");

-- CreateIndex
CREATE INDEX "SmppDelivery_changedAt_idx" ON "SmppDelivery"("changedAt");
