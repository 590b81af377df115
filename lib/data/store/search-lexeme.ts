/**
 * The beginning of every lexeme of a mailbox: some of its id's random digits. Two mailboxes that share it cost a little time, never a wrong
 * answer: what is found is looked up by mailbox again.
 */
export const lexemePrefix = (mailboxId: string): string => `${mailboxId.slice(-10)}:`;
