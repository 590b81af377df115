/** Ids that fit a number of 64 bits; a longer one is a text of the centre's own. */
const longestNumber = 20;
/** How centres pad: hexadecimal to 8 digits, decimal to 10. */
const hexWidth = 8;
const decimalWidth = 10;

/**
 * The forms in which a submit's answer may have told the id that a receipt bears, the likeliest first: itself, in the other case, without or with leading
 * zeros, in hexadecimal when the receipt is decimal and the other way round.
 */
export function messageIdForms(id: string): [string, ...string[]] {
  const forms = new Set([id]);
  const add = (text: string) => forms.add(text).add(text.toLowerCase()).add(text.toUpperCase());
  add(id);
  if (id.length > longestNumber || !/^[0-9a-f]+$/i.test(id)) return [id, ...[...forms].slice(1)];
  const isDecimal = /^\d+$/.test(id);
  const width = isDecimal ? decimalWidth : hexWidth;
  const bare = id.replace(/^0+(?=.)/, '');
  add(bare).add(bare.padStart(width, '0'));
  if (isDecimal) add(bare.padStart(hexWidth, '0'));
  if (isDecimal) addPadded(BigInt(bare).toString(16), hexWidth);
  addPadded(BigInt(`0x${bare}`).toString(10), decimalWidth);

  function addPadded(text: string, padding: number): void {
    add(text);
    add(text.padStart(padding, '0'));
  }
  return [id, ...[...forms].slice(1)];
}
