-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Environment" AS ENUM ('sandbox', 'production');

-- CreateEnum
CREATE TYPE "ClientProfile" AS ENUM ('modern', 'classic');

-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('queued', 'claimed', 'in_doubt', 'submitted', 'done', 'dead', 'cancelled');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('started', 'accepted', 'throttled', 'refused', 'in_doubt', 'not_sent');

-- CreateEnum
CREATE TYPE "AccountRole" AS ENUM ('developer', 'support');

-- CreateEnum
CREATE TYPE "LimitName" AS ENUM ('sends', 'reads');

-- CreateEnum
CREATE TYPE "LimitIncreaseState" AS ENUM ('SUBMITTED', 'IN_REVIEW', 'NEEDS_INFO', 'APPROVED', 'PARTIALLY_APPROVED', 'COUNTER_OFFERED', 'DENIED', 'WITHDRAWN', 'APPLIED', 'EXPIRED', 'SUPERSEDED');

-- CreateEnum
CREATE TYPE "IndexStatus" AS ENUM ('NOT_INITIALIZED', 'INITIALIZING', 'INITIALIZED', 'ERROR');

-- CreateEnum
CREATE TYPE "Direction" AS ENUM ('in', 'out');

-- CreateEnum
CREATE TYPE "MessageOrigin" AS ENUM ('phone', 'web', 'app', 'carrier');

-- CreateEnum
CREATE TYPE "MessageRoute" AS ENUM ('SMS', 'MMS');

-- CreateEnum
CREATE TYPE "RecipientStatus" AS ENUM ('held', 'queued', 'submitted', 'accepted', 'delivered', 'undeliverable', 'rejected', 'expired', 'cancelled', 'unknown');

-- CreateEnum
CREATE TYPE "ConsentEventKind" AS ENUM ('given', 'changed', 'paused', 'resumed', 'ended');

-- CreateEnum
CREATE TYPE "TokenKind" AS ENUM ('access', 'refresh');

-- CreateTable
CREATE TABLE "Application" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Client" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "clientId" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "profile" "ClientProfile" NOT NULL,
    "redirectUris" TEXT[],
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),
    "disabledByStaff" BOOLEAN NOT NULL DEFAULT false,
    "disabledReason" TEXT,

    CONSTRAINT "Client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClientSecret" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "secretHash" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ClientSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" BIGSERIAL NOT NULL,
    "mailboxId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "clientId" UUID,
    "grantId" UUID,
    "state" "OutboxState" NOT NULL DEFAULT 'queued',
    "priority" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "throttles" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseToken" UUID,
    "leaseUntil" TIMESTAMPTZ(3),
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "deadlineAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "mailboxId" UUID NOT NULL,
    "outboxId" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "leaseToken" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "outcome" "AttemptOutcome" NOT NULL DEFAULT 'started',
    "detail" TEXT,

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("mailboxId","outboxId","number")
);

-- CreateTable
CREATE TABLE "CarrierReference" (
    "carrier" TEXT NOT NULL,
    "carrierMessageId" TEXT NOT NULL,
    "mailboxId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "segment" INTEGER NOT NULL,
    "segmentCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CarrierReference_pkey" PRIMARY KEY ("carrier","carrierMessageId")
);

-- CreateTable
CREATE TABLE "ParkedReceipt" (
    "carrier" TEXT NOT NULL,
    "carrierMessageId" TEXT NOT NULL,
    "status" "RecipientStatus" NOT NULL,
    "reason" TEXT,
    "roaming" BOOLEAN NOT NULL DEFAULT false,
    "eventKey" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ParkedReceipt_pkey" PRIMARY KEY ("carrier","carrierMessageId","eventKey")
);

-- CreateTable
CREATE TABLE "NotificationChannel" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "serviceName" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "version" DECIMAL(4,1) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NotificationChannel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationSubscription" (
    "id" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "grantId" UUID NOT NULL,
    "events" TEXT[],
    "callbackData" TEXT NOT NULL DEFAULT '',
    "expiresAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NotificationSubscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscriber" (
    "id" UUID NOT NULL,
    "msisdn" TEXT NOT NULL,
    "name" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "releasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organisation" TEXT,
    "verifiedAt" TIMESTAMPTZ(3),
    "passwordHash" TEXT NOT NULL,
    "role" "AccountRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "subscriberId" UUID,
    "accountId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "absoluteEndsAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "device" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OneTimeCode" (
    "id" UUID NOT NULL,
    "msisdn" TEXT NOT NULL,
    "browserHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "triesLeft" INTEGER NOT NULL,

    CONSTRAINT "OneTimeCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CodeFailure" (
    "msisdn" TEXT NOT NULL,
    "consecutiveFailures" INTEGER NOT NULL,
    "notBeforeAt" TIMESTAMPTZ(3),

    CONSTRAINT "CodeFailure_pkey" PRIMARY KEY ("msisdn")
);

-- CreateTable
CREATE TABLE "AbuseLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "AbuseLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "LimitOverride" (
    "clientId" UUID NOT NULL,
    "limitName" "LimitName" NOT NULL,
    "perMinute" INTEGER NOT NULL,
    "limitIncreaseId" UUID NOT NULL,
    "until" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LimitOverride_pkey" PRIMARY KEY ("clientId","limitName")
);

-- CreateTable
CREATE TABLE "RateBucket" (
    "key" TEXT NOT NULL,
    "tatAt" TIMESTAMPTZ(6) NOT NULL,
    "granted" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "RateBucket_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "UsageMinute" (
    "clientId" UUID NOT NULL,
    "limitName" "LimitName" NOT NULL,
    "minuteAt" TIMESTAMPTZ(0) NOT NULL,
    "allowed" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "UsageMinute_pkey" PRIMARY KEY ("clientId","limitName","minuteAt")
);

-- CreateTable
CREATE TABLE "AppActivityDay" (
    "mailboxId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "read" INTEGER NOT NULL DEFAULT 0,
    "marked" INTEGER NOT NULL DEFAULT 0,
    "deleted" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AppActivityDay_pkey" PRIMARY KEY ("mailboxId","clientId","day")
);

-- CreateTable
CREATE TABLE "LimitIncrease" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "clientId" UUID NOT NULL,
    "environment" "Environment" NOT NULL,
    "limitName" "LimitName" NOT NULL,
    "current" INTEGER NOT NULL,
    "requested" INTEGER NOT NULL,
    "granted" INTEGER,
    "businessCase" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "state" "LimitIncreaseState" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "requesterId" UUID NOT NULL,
    "assigneeId" UUID,
    "decisionReason" TEXT,
    "until" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LimitIncrease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LimitIncreaseEvent" (
    "id" UUID NOT NULL,
    "limitIncreaseId" UUID NOT NULL,
    "state" "LimitIncreaseState" NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LimitIncreaseEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mailbox" (
    "id" UUID NOT NULL,
    "subscriberId" UUID NOT NULL,
    "msisdn" TEXT NOT NULL,
    "modSeq" BIGINT NOT NULL DEFAULT 0,
    "floorModSeq" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "provisionedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Mailbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageIndex" (
    "mailboxId" UUID NOT NULL,
    "status" "IndexStatus" NOT NULL DEFAULT 'NOT_INITIALIZED',
    "requestedAt" TIMESTAMPTZ(3),
    "builtAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "indexedCount" INTEGER NOT NULL DEFAULT 0,
    "cursorId" UUID,
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "MessageIndex_pkey" PRIMARY KEY ("mailboxId")
);

-- CreateTable
CREATE TABLE "Message" (
    "mailboxId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "sendId" UUID,
    "direction" "Direction" NOT NULL,
    "origin" "MessageOrigin" NOT NULL,
    "clientId" UUID,
    "clientName" TEXT,
    "route" "MessageRoute" NOT NULL,
    "fromAddress" TEXT NOT NULL,
    "isGroup" BOOLEAN NOT NULL DEFAULT false,
    "subject" TEXT,
    "text" TEXT,
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "segmentEncoding" TEXT,
    "segmentCount" INTEGER NOT NULL DEFAULT 0,
    "sizeBytes" INTEGER NOT NULL DEFAULT 0,
    "isUnread" BOOLEAN NOT NULL DEFAULT false,
    "isFavorite" BOOLEAN NOT NULL DEFAULT false,
    "isOwnCode" BOOLEAN NOT NULL DEFAULT false,
    "possibleDuplicate" BOOLEAN NOT NULL DEFAULT false,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "createdModSeq" BIGINT NOT NULL,
    "modSeq" BIGINT NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "inboundKey" TEXT,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("mailboxId","id")
);

-- CreateTable
CREATE TABLE "Recipient" (
    "mailboxId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "status" "RecipientStatus" NOT NULL,
    "reason" TEXT,
    "roaming" BOOLEAN NOT NULL DEFAULT false,
    "statusAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Recipient_pkey" PRIMARY KEY ("mailboxId","messageId","position")
);

-- CreateTable
CREATE TABLE "StatusEvent" (
    "mailboxId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "segment" INTEGER,
    "status" "RecipientStatus" NOT NULL,
    "reason" TEXT,
    "source" TEXT NOT NULL,
    "eventKey" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StatusEvent_pkey" PRIMARY KEY ("mailboxId","id")
);

-- CreateTable
CREATE TABLE "Part" (
    "mailboxId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "contentHash" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,

    CONSTRAINT "Part_pkey" PRIMARY KEY ("mailboxId","messageId","position")
);

-- CreateTable
CREATE TABLE "Thread" (
    "mailboxId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "isGroup" BOOLEAN NOT NULL,
    "participants" TEXT[],
    "title" TEXT,
    "lastMessageId" UUID,
    "lastMessageAt" TIMESTAMPTZ(3) NOT NULL,
    "snippet" TEXT NOT NULL DEFAULT '',
    "messageCount" INTEGER NOT NULL DEFAULT 0,
    "unreadCount" INTEGER NOT NULL DEFAULT 0,
    "isPinned" BOOLEAN NOT NULL DEFAULT false,
    "isStarred" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("mailboxId","id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "mailboxId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("mailboxId","address")
);

-- CreateTable
CREATE TABLE "Draft" (
    "mailboxId" UUID NOT NULL,
    "slot" TEXT NOT NULL,
    "addresses" TEXT[],
    "text" TEXT NOT NULL,
    "isGroup" BOOLEAN NOT NULL DEFAULT false,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("mailboxId","slot")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "mailboxId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "sendId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("mailboxId","scope","key")
);

-- CreateTable
CREATE TABLE "ConsentGrant" (
    "id" UUID NOT NULL,
    "subscriberId" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "device" TEXT NOT NULL DEFAULT '',
    "pausedUntil" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ConsentGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsentEvent" (
    "id" UUID NOT NULL,
    "grantId" UUID NOT NULL,
    "kind" "ConsentEventKind" NOT NULL,
    "scopes" TEXT[],
    "textVersion" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConsentEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsentRequest" (
    "id" UUID NOT NULL,
    "browserHash" TEXT NOT NULL,
    "clientId" UUID NOT NULL,
    "subscriberId" UUID,
    "redirectUri" TEXT NOT NULL,
    "redirectUriGiven" BOOLEAN NOT NULL,
    "scopes" TEXT[],
    "state" TEXT,
    "codeChallenge" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ConsentRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthorizationCode" (
    "codeHash" TEXT NOT NULL,
    "grantId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "redirectUri" TEXT NOT NULL,
    "redirectUriGiven" BOOLEAN NOT NULL,
    "scopes" TEXT[],
    "codeChallenge" TEXT,
    "familyId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AuthorizationCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "Token" (
    "tokenHash" TEXT NOT NULL,
    "kind" "TokenKind" NOT NULL,
    "clientId" UUID NOT NULL,
    "grantId" UUID,
    "familyId" UUID NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "rotatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Token_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "SimulatedLine" (
    "msisdn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "plan" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "smsEnabled" BOOLEAN NOT NULL DEFAULT true,
    "messagesApp" BOOLEAN NOT NULL DEFAULT true,
    "roaming" BOOLEAN NOT NULL DEFAULT false,
    "roamingPlan" BOOLEAN NOT NULL DEFAULT true,
    "airplaneMode" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "SimulatedLine_pkey" PRIMARY KEY ("msisdn")
);

-- CreateTable
CREATE TABLE "SimulatedMessage" (
    "id" UUID NOT NULL,
    "msisdn" TEXT NOT NULL,
    "direction" "Direction" NOT NULL,
    "fromAddress" TEXT NOT NULL,
    "toAddresses" TEXT[],
    "text" TEXT NOT NULL,
    "isGroup" BOOLEAN NOT NULL DEFAULT false,
    "parts" JSONB NOT NULL DEFAULT '[]',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SimulatedMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SimulatedSubmit" (
    "id" BIGSERIAL NOT NULL,
    "carrierMessageId" TEXT NOT NULL,
    "messageId" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "segment" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SimulatedSubmit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SimulatedEvent" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SimulatedEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Application_accountId_idx" ON "Application"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Client_clientId_key" ON "Client"("clientId");

-- CreateIndex
CREATE UNIQUE INDEX "Client_applicationId_environment_key" ON "Client"("applicationId", "environment");

-- CreateIndex
CREATE UNIQUE INDEX "ClientSecret_secretHash_key" ON "ClientSecret"("secretHash");

-- CreateIndex
CREATE INDEX "ClientSecret_clientId_idx" ON "ClientSecret"("clientId");

-- CreateIndex
CREATE INDEX "Outbox_state_nextAttemptAt_priority_id_idx" ON "Outbox"("state", "nextAttemptAt", "priority", "id");

-- CreateIndex
CREATE INDEX "Outbox_state_leaseUntil_idx" ON "Outbox"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "Outbox_state_deadlineAt_idx" ON "Outbox"("state", "deadlineAt");

-- CreateIndex
CREATE INDEX "Outbox_grantId_idx" ON "Outbox"("grantId");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_mailboxId_messageId_position_key" ON "Outbox"("mailboxId", "messageId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "NotificationChannel_clientId_key" ON "NotificationChannel"("clientId");

-- CreateIndex
CREATE INDEX "NotificationSubscription_mailboxId_idx" ON "NotificationSubscription"("mailboxId");

-- CreateIndex
CREATE INDEX "NotificationSubscription_grantId_idx" ON "NotificationSubscription"("grantId");

-- CreateIndex
CREATE UNIQUE INDEX "Subscriber_msisdn_key" ON "Subscriber"("msisdn");

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE INDEX "Session_subscriberId_idx" ON "Session"("subscriberId");

-- CreateIndex
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");

-- CreateIndex
CREATE INDEX "OneTimeCode_browserHash_createdAt_idx" ON "OneTimeCode"("browserHash", "createdAt");

-- CreateIndex
CREATE INDEX "OneTimeCode_msisdn_createdAt_idx" ON "OneTimeCode"("msisdn", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "LimitIncrease_number_key" ON "LimitIncrease"("number");

-- CreateIndex
CREATE INDEX "LimitIncrease_state_createdAt_idx" ON "LimitIncrease"("state", "createdAt");

-- CreateIndex
CREATE INDEX "LimitIncrease_clientId_idx" ON "LimitIncrease"("clientId");

-- CreateIndex
CREATE INDEX "LimitIncreaseEvent_limitIncreaseId_at_idx" ON "LimitIncreaseEvent"("limitIncreaseId", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_subjectKind_subjectId_at_idx" ON "AuditEntry"("subjectKind", "subjectId", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Mailbox_subscriberId_key" ON "Mailbox"("subscriberId");

-- CreateIndex
CREATE UNIQUE INDEX "Mailbox_msisdn_key" ON "Mailbox"("msisdn");

-- CreateIndex
CREATE INDEX "MessageIndex_status_leaseUntil_idx" ON "MessageIndex"("status", "leaseUntil");

-- CreateIndex
CREATE INDEX "Message_mailboxId_sendId_idx" ON "Message"("mailboxId", "sendId");

-- CreateIndex
CREATE INDEX "Message_mailboxId_threadId_id_idx" ON "Message"("mailboxId", "threadId", "id");

-- CreateIndex
CREATE INDEX "Message_mailboxId_modSeq_idx" ON "Message"("mailboxId", "modSeq");

-- CreateIndex
CREATE INDEX "Message_mailboxId_createdModSeq_idx" ON "Message"("mailboxId", "createdModSeq");

-- CreateIndex
CREATE UNIQUE INDEX "Message_mailboxId_inboundKey_key" ON "Message"("mailboxId", "inboundKey");

-- CreateIndex
CREATE UNIQUE INDEX "StatusEvent_mailboxId_messageId_position_eventKey_key" ON "StatusEvent"("mailboxId", "messageId", "position", "eventKey");

-- CreateIndex
CREATE INDEX "Thread_mailboxId_lastMessageAt_idx" ON "Thread"("mailboxId", "lastMessageAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Thread_mailboxId_key_key" ON "Thread"("mailboxId", "key");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- CreateIndex
CREATE INDEX "ConsentGrant_subscriberId_clientId_idx" ON "ConsentGrant"("subscriberId", "clientId");

-- CreateIndex
CREATE INDEX "ConsentGrant_clientId_idx" ON "ConsentGrant"("clientId");

-- CreateIndex
CREATE INDEX "ConsentEvent_grantId_at_idx" ON "ConsentEvent"("grantId", "at");

-- CreateIndex
CREATE INDEX "Token_familyId_idx" ON "Token"("familyId");

-- CreateIndex
CREATE INDEX "Token_grantId_idx" ON "Token"("grantId");

-- CreateIndex
CREATE INDEX "Token_clientId_idx" ON "Token"("clientId");

-- CreateIndex
CREATE INDEX "Token_expiresAt_idx" ON "Token"("expiresAt");

-- CreateIndex
CREATE INDEX "SimulatedMessage_msisdn_at_idx" ON "SimulatedMessage"("msisdn", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "SimulatedSubmit_carrierMessageId_key" ON "SimulatedSubmit"("carrierMessageId");

-- CreateIndex
CREATE INDEX "SimulatedSubmit_messageId_idx" ON "SimulatedSubmit"("messageId");

-- CreateIndex
CREATE INDEX "SimulatedEvent_dueAt_idx" ON "SimulatedEvent"("dueAt");

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Client" ADD CONSTRAINT "Client_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClientSecret" ADD CONSTRAINT "ClientSecret_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_subscriberId_fkey" FOREIGN KEY ("subscriberId") REFERENCES "Subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LimitOverride" ADD CONSTRAINT "LimitOverride_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LimitIncrease" ADD CONSTRAINT "LimitIncrease_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LimitIncrease" ADD CONSTRAINT "LimitIncrease_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LimitIncrease" ADD CONSTRAINT "LimitIncrease_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LimitIncreaseEvent" ADD CONSTRAINT "LimitIncreaseEvent_limitIncreaseId_fkey" FOREIGN KEY ("limitIncreaseId") REFERENCES "LimitIncrease"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentGrant" ADD CONSTRAINT "ConsentGrant_subscriberId_fkey" FOREIGN KEY ("subscriberId") REFERENCES "Subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentGrant" ADD CONSTRAINT "ConsentGrant_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentEvent" ADD CONSTRAINT "ConsentEvent_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "ConsentGrant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentRequest" ADD CONSTRAINT "ConsentRequest_subscriberId_fkey" FOREIGN KEY ("subscriberId") REFERENCES "Subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthorizationCode" ADD CONSTRAINT "AuthorizationCode_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "ConsentGrant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "ConsentGrant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
