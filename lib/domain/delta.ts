/** What a reader must know of a changed message: when it came and when it last changed, in its mailbox's sequence. */
export interface ChangedMessage {
  createdModSeq: number;
  isDeleted: boolean;
}

/** What a change is to somebody who knows the inbox as of `since`; null for what came and went in between (I3). */
export function kindOfChange(message: ChangedMessage, since: number): 'adds' | 'deletes' | 'updates' | null {
  const isNew = message.createdModSeq > since;
  if (message.isDeleted) return isNew ? null : 'deletes';
  return isNew ? 'adds' : 'updates';
}
