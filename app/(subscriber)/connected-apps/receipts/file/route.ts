import { requireSubscriber } from '#lib/auth/guards.ts';
import { getAllReceipts } from '#lib/use-cases/consent/consent-receipts.ts';
import { receiptFile } from '../receipt-file.ts';

/** All receipts in one file: a read, so a plain link reaches it without script. */
export async function GET(): Promise<Response> {
  const actor = await requireSubscriber('/connected-apps/receipts');
  return receiptFile('consent-receipts', await getAllReceipts({ actor }));
}
