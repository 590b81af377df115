/** What the session dialog may say of an unsent text: its size and time, never its words. */
export interface DraftNote {
  recipients: number;
  characters: number;
  savedAtMs: number;
}

let current: DraftNote | null = null;

/** The composer calls this whenever it has kept a draft, and with null when there is none. */
export function noteDraft(draft: DraftNote | null): void {
  current = draft;
}

export function readDraftNote(): DraftNote | null {
  return current;
}
