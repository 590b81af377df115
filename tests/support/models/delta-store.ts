/**
 * The mailbox as the delta sees it, in memory: what the statement in lib/data/store/delta.ts promises, written down once more in the plainest
 * way. Writers number their changes under the mailbox's lock, so every reader sees a prefix of the sequence.
 */
export interface ModelMessage {
  id: string;
  isUnread: boolean;
  isFavorite: boolean;
  isDeleted: boolean;
  createdModSeq: number;
  modSeq: number;
}

export class DeltaStore {
  modSeq = 0;
  readonly messages: ModelMessage[] = [];

  add(): ModelMessage {
    this.modSeq += 1;
    const message = { id: `m${this.messages.length}`, isUnread: true, isFavorite: false, isDeleted: false, createdModSeq: this.modSeq, modSeq: this.modSeq };
    this.messages.push(message);
    return message;
  }

  mark(message: ModelMessage, flags: { isUnread: boolean; isFavorite: boolean }): void {
    if (message.isDeleted || (message.isUnread === flags.isUnread && message.isFavorite === flags.isFavorite)) return;
    Object.assign(message, flags, { modSeq: (this.modSeq += 1) });
  }

  delete(message: ModelMessage): void {
    if (!message.isDeleted) Object.assign(message, { isUnread: false, isFavorite: false, isDeleted: true, modSeq: (this.modSeq += 1) });
  }

  /** The page after `since`: it ends at the `limit`th smallest of all creations and last changes, and holds both. */
  page(since: number, limit: number): { upTo: number; rows: ModelMessage[] } {
    const marks = [...new Set(this.messages.flatMap(({ createdModSeq, modSeq }) => [createdModSeq, modSeq]))].filter((mark) => mark > since).sort((a, b) => a - b);
    const upTo = marks[limit - 1] ?? this.modSeq;
    const rows = this.messages.filter(({ createdModSeq, modSeq }) => (modSeq > since && modSeq <= upTo) || (createdModSeq > since && createdModSeq <= upTo));
    return { upTo, rows: rows.map((row) => ({ ...row })) };
  }
}
