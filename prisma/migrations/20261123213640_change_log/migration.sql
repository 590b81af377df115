-- CreateTable
CREATE TABLE "MessageChange" (
    "mailboxId" UUID NOT NULL,
    "modSeq" BIGINT NOT NULL,
    "messageId" UUID NOT NULL,

    CONSTRAINT "MessageChange_pkey" PRIMARY KEY ("mailboxId","modSeq")
);

-- The log keeps itself: no writer can forget it, those of the version before this one included, which may still run. Once a statement, not once a row.
CREATE FUNCTION handset_log_new_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "MessageChange" ("mailboxId", "modSeq", "messageId")
  SELECT "mailboxId", "modSeq", "id" FROM written
  UNION ALL SELECT "mailboxId", "createdModSeq", "id" FROM written WHERE "createdModSeq" <> "modSeq";
  RETURN NULL;
END $$;
CREATE FUNCTION handset_log_changed_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- What changes without a new number (text that is forgotten) is no change to a reader.
  INSERT INTO "MessageChange" ("mailboxId", "modSeq", "messageId")
  SELECT "mailboxId", "modSeq", "id" FROM written ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "Message_log_new" AFTER INSERT ON "Message" REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION handset_log_new_messages();
CREATE TRIGGER "Message_log_changed" AFTER UPDATE ON "Message" REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION handset_log_changed_messages();
