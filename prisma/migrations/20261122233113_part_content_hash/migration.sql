-- CreateIndex
CREATE INDEX "Part_contentHash_idx" ON "Part"("contentHash");
