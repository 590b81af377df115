-- AlterTable
ALTER TABLE "MessageIndex" ADD COLUMN     "foundModSeq" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "MessageWords" (
    "mailboxId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "MessageWords_pkey" PRIMARY KEY ("mailboxId","messageId")
);

-- CreateTable
CREATE TABLE "MailboxWord" (
    "mailboxId" UUID NOT NULL,
    "word" TEXT NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "MailboxWord_pkey" PRIMARY KEY ("mailboxId","word")
);

-- No pending list: search must not wait for it, and the worker, who writes here, has time.
CREATE INDEX "MessageWords_words_idx" ON "MessageWords" USING gin ("words") WITH (fastupdate = off);
-- Beginnings are ranges: by bytes, whatever the database's collation.
ALTER TABLE "MailboxWord" ALTER COLUMN "word" TYPE text COLLATE "C";

-- Lapsed indexes whose words are still to be purged.
CREATE INDEX "MessageIndex_lapsed_idx" ON "MessageIndex" ("mailboxId") WHERE "status" = 'NOT_INITIALIZED' AND "foundModSeq" > 0;

-- Filters of lists walk only what they ask for, newest first.
CREATE INDEX "Message_unread_newest_idx" ON "Message" ("mailboxId", "id" DESC) WHERE "isUnread" AND "deletedAt" IS NULL;
CREATE INDEX "Message_favorite_newest_idx" ON "Message" ("mailboxId", "id" DESC) WHERE "isFavorite" AND "deletedAt" IS NULL;
CREATE INDEX "Message_mms_newest_idx" ON "Message" ("mailboxId", "id" DESC) WHERE "route" = 'MMS' AND "deletedAt" IS NULL;
