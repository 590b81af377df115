-- CreateEnum
CREATE TYPE "PasskeyPurpose" AS ENUM ('registration', 'authentication');

-- CreateEnum
CREATE TYPE "DeviceAuthorizationState" AS ENUM ('pending', 'allowed', 'denied', 'reported');

-- AlterTable
ALTER TABLE "Client" ADD COLUMN     "deviceGrant" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "requireDpop" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "requirePar" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Subscriber" ADD COLUMN     "lineProvenAt" TIMESTAMPTZ(3),
ADD COLUMN     "ownerKey" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "provenBy" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "OneTimeCode" ADD COLUMN     "textedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ConsentEvent" ADD COLUMN     "device" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "endsAt" TIMESTAMPTZ(3),
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "ConsentRequest" ADD COLUMN     "deviceAuthorizationId" UUID,
ADD COLUMN     "dpopThumbprint" TEXT,
ALTER COLUMN "redirectUri" DROP NOT NULL;

-- AlterTable
ALTER TABLE "AuthorizationCode" ADD COLUMN     "dpopThumbprint" TEXT;

-- AlterTable
ALTER TABLE "Token" ADD COLUMN     "dpopThumbprint" TEXT;

-- AlterTable
ALTER TABLE "SimulatedLine" ADD COLUMN     "ownerKey" TEXT NOT NULL DEFAULT '1';

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "credentialId" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "signCount" BIGINT NOT NULL,
    "transports" TEXT[],
    "label" TEXT NOT NULL,
    "backedUp" BOOLEAN NOT NULL,
    "subscriberId" UUID,
    "accountId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasskeyChallenge" (
    "id" UUID NOT NULL,
    "browserHash" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "purpose" "PasskeyPurpose" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PasskeyChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CodeOptOut" (
    "msisdn" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CodeOptOut_pkey" PRIMARY KEY ("msisdn")
);

-- CreateTable
CREATE TABLE "PushedRequest" (
    "requestHash" TEXT NOT NULL,
    "clientId" UUID NOT NULL,
    "parameters" JSONB NOT NULL,
    "dpopThumbprint" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PushedRequest_pkey" PRIMARY KEY ("requestHash")
);

-- CreateTable
CREATE TABLE "DpopProof" (
    "proofHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DpopProof_pkey" PRIMARY KEY ("proofHash")
);

-- CreateTable
CREATE TABLE "DeviceAuthorization" (
    "id" UUID NOT NULL,
    "deviceCodeHash" TEXT NOT NULL,
    "userCodeHash" TEXT NOT NULL,
    "clientId" UUID NOT NULL,
    "scopes" TEXT[],
    "dpopThumbprint" TEXT,
    "device" TEXT NOT NULL DEFAULT '',
    "state" "DeviceAuthorizationState" NOT NULL DEFAULT 'pending',
    "subscriberId" UUID,
    "grantId" UUID,
    "familyId" UUID NOT NULL,
    "intervalSeconds" INTEGER NOT NULL,
    "lastPolledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DeviceAuthorization_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_subscriberId_idx" ON "Passkey"("subscriberId");

-- CreateIndex
CREATE INDEX "Passkey_accountId_idx" ON "Passkey"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "PasskeyChallenge_challenge_key" ON "PasskeyChallenge"("challenge");

-- CreateIndex
CREATE INDEX "PasskeyChallenge_expiresAt_idx" ON "PasskeyChallenge"("expiresAt");

-- CreateIndex
CREATE INDEX "PushedRequest_expiresAt_idx" ON "PushedRequest"("expiresAt");

-- CreateIndex
CREATE INDEX "DpopProof_expiresAt_idx" ON "DpopProof"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "DeviceAuthorization_deviceCodeHash_key" ON "DeviceAuthorization"("deviceCodeHash");

-- CreateIndex
CREATE UNIQUE INDEX "DeviceAuthorization_userCodeHash_key" ON "DeviceAuthorization"("userCodeHash");

-- CreateIndex
CREATE INDEX "DeviceAuthorization_expiresAt_idx" ON "DeviceAuthorization"("expiresAt");

-- CreateIndex
CREATE INDEX "DeviceAuthorization_subscriberId_idx" ON "DeviceAuthorization"("subscriberId");

-- CreateIndex
CREATE INDEX "ConsentRequest_deviceAuthorizationId_idx" ON "ConsentRequest"("deviceAuthorizationId");

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_subscriberId_fkey" FOREIGN KEY ("subscriberId") REFERENCES "Subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentRequest" ADD CONSTRAINT "ConsentRequest_deviceAuthorizationId_fkey" FOREIGN KEY ("deviceAuthorizationId") REFERENCES "DeviceAuthorization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PushedRequest" ADD CONSTRAINT "PushedRequest_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeviceAuthorization" ADD CONSTRAINT "DeviceAuthorization_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeviceAuthorization" ADD CONSTRAINT "DeviceAuthorization_subscriberId_fkey" FOREIGN KEY ("subscriberId") REFERENCES "Subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;
