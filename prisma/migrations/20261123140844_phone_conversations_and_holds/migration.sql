-- AlterTable
ALTER TABLE "SimulatedMessage" ADD COLUMN     "conversation" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "SimulatedEvent" ADD COLUMN     "heldFor" TEXT;

-- CreateIndex
CREATE INDEX "SimulatedMessage_msisdn_conversation_at_idx" ON "SimulatedMessage"("msisdn", "conversation", "at" DESC);

-- CreateIndex
CREATE INDEX "SimulatedEvent_heldFor_idx" ON "SimulatedEvent"("heldFor");

-- The messages that phones have shown so far, by the rule of lib/domain/virtual-phone.ts.
UPDATE "SimulatedMessage" m SET "conversation" = c."conversation"
FROM (
  SELECT s."id", CASE WHEN s."isGroup" AND count(DISTINCT a) > 1 THEN 'g ' ELSE 'p ' END || COALESCE(string_agg(DISTINCT a COLLATE "C", ',' ORDER BY a COLLATE "C"), '') AS "conversation"
  FROM "SimulatedMessage" s
  LEFT JOIN LATERAL unnest(CASE WHEN s."direction" = 'in' THEN array_prepend(s."fromAddress", s."toAddresses") ELSE s."toAddresses" END) AS a ON a <> s."msisdn"
  GROUP BY s."id"
) c WHERE c."id" = m."id";
