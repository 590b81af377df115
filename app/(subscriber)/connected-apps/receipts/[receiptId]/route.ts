import { requireSubscriber } from '#lib/auth/guards.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { getReceipt } from '#lib/use-cases/consent/consent-receipts.ts';
import { receiptFile } from '../receipt-file.ts';

const notThere = () => new Response('There is no such receipt.', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });

/** One receipt for the person whose decision it was; for everybody else it does not exist (T1). */
export async function GET(_request: Request, { params }: { params: Promise<{ receiptId: string }> }): Promise<Response> {
  const actor = await requireSubscriber('/connected-apps');
  const receiptId = parseShortId((await params).receiptId);
  if (!receiptId) return notThere();
  try {
    const receipt = await getReceipt({ actor, receiptId });
    return receiptFile(`consent-receipt-${receipt.at.slice(0, 10)}-${receipt.receipt}`, receipt);
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return notThere();
    throw error;
  }
}
