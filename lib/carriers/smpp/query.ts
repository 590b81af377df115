import type { DeliveryReceipt, QueryAnswer, Submission } from '#lib/carriers/carrier.ts';
import { toSmppAddress } from '#lib/carriers/smpp/addresses.ts';
import type { Link } from '#lib/carriers/smpp/link.ts';
import { statusOfState } from '#lib/carriers/smpp/receipt.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { clock } from '#lib/clock.ts';

/** Asks for each id (query_sm; SMPP 3.4, 4.8): the first link whose centre knows it answers. Null when none knows any. */
export async function queryMessage(links: readonly Link[], submission: Submission, ids: readonly string[], settings: SmppSettings): Promise<QueryAnswer | null> {
  const answers = await Promise.all(ids.map((id) => queryId(links, submission, id, settings)));
  const receipts = answers.filter((answer) => answer !== null);
  return receipts.length > 0 ? { submit: null, receipts } : null;
}

async function queryId(links: readonly Link[], { sender, recipient, reference }: Submission, id: string, settings: SmppSettings): Promise<DeliveryReceipt | null> {
  const source = toSmppAddress(sender, settings.shortCode);
  for (const link of links) {
    const pdu = await link.ask('query_sm', { message_id: id, source_addr_ton: source.ton, source_addr_npi: source.npi, source_addr: source.digits });
    const told = pdu?.command_status === 0 ? statusOfState(pdu.message_state) : null;
    if (!told) continue;
    return {
      ...told, carrierMessageIds: [id], about: { sender, recipient, reference }, roaming: false, eventKey: `query ${pdu?.message_state} ${pdu?.error_code ?? 0}`, at: clock.now(),
    };
  }
  return null;
}
