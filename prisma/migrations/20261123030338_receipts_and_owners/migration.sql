-- AlterTable
ALTER TABLE "OneTimeCode" ADD COLUMN     "ownerKey" TEXT;

-- AlterTable
ALTER TABLE "ConsentEvent" ADD COLUMN     "appName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "ownerName" TEXT NOT NULL DEFAULT '';
-- Receipts are written once. They go with the consent they tell of, and in no other way: at a cascade the consent is gone by then.
CREATE FUNCTION handset_receipts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM "ConsentGrant" g WHERE g."id" = OLD."grantId") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "ConsentEvent_append_only" BEFORE UPDATE OR DELETE ON "ConsentEvent" FOR EACH ROW EXECUTE FUNCTION handset_receipts_stay();
CREATE TRIGGER "ConsentEvent_no_truncate" BEFORE TRUNCATE ON "ConsentEvent" FOR EACH STATEMENT EXECUTE FUNCTION handset_append_only();

-- Numbers that changed their owner: the worker's question touches only what it still has to remove (T29).
CREATE INDEX "Subscriber_released_idx" ON "Subscriber" ("releasedAt") WHERE "releasedAt" IS NOT NULL;
