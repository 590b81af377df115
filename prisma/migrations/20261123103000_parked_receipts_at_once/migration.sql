-- Receipts are parked for moments and looked for at once: the list of pending entries, which every look reads whole, costs more than it spares.
ALTER INDEX "ParkedReceipt_ids_idx" SET (fastupdate = off);
