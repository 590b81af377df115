import type { SmppSettings, TypeOfNumber } from '#lib/carriers/smpp/settings.ts';
import { addressKindOf, foldPeer } from '#lib/domain/address.ts';

/** SMPP 3.4, 5.2.5 and 5.2.6. */
const international: TypeOfNumber = { ton: 1, npi: 1 };
const alphanumeric: TypeOfNumber = { ton: 5, npi: 0 };

/** A stored address with its type of number, as it stands in a PDU: a number without its plus sign, a short code by the setting, a name. */
export function toSmppAddress(value: string, shortCode: SmppSettings['shortCode']): TypeOfNumber & { digits: string } {
  if (addressKindOf(value) === 'msisdn') return { ...international, digits: value.slice(1) };
  return { ...(/^\d+$/.test(value) ? shortCode : alphanumeric), digits: value };
}

/** The stored value of an address in a PDU. Anybody may write in, so nothing is refused. */
export function fromSmppAddress(ton: number | undefined, digits: string | undefined): string {
  const text = (digits ?? '').trim();
  return foldPeer(ton === international.ton && /^\d/.test(text) ? `+${text}` : text);
}
