/** Why no sign-in code reaches a number at this moment. Several may hold at once, and each ends in a way of its own. */
export type CodeStop =
  /** The carrier has no such line. */
  | { reason: 'no-line' }
  /** The carrier cannot say whether it has such a line, and then nothing is texted. */
  | { reason: 'carrier-away' }
  /** The line texted STOP to `shortCode` (T14). Nobody but the line takes that back. */
  | { reason: 'opted-out'; at: Date; shortCode: string }
  /** Wrong codes one after the other (T13). */
  | { reason: 'wrong-codes'; waitSeconds: number }
  /** Asked for too often in its name (T14). */
  | { reason: 'asked-too-often'; waitSeconds: number }
  /** Hardly anybody uses the codes of its block, and this line did not prove itself of late (T14). */
  | { reason: 'block-rests'; block: string }
  /** The texts of the block, or of everybody, are spent for now (T14). */
  | { reason: 'texts-spent'; waitSeconds: number };

/** Whether the support team may end it for one number. */
export const isLiftable = ({ reason }: CodeStop): boolean => reason === 'wrong-codes' || reason === 'asked-too-often';

/** `+1425555` as `(425) 555-xxxx`. */
export const blockName = (block: string): string => `(${block.slice(2, 5)}) ${block.slice(5)}-xxxx`;
