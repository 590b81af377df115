/** What was typed, kept in this tab at each key: it survives a reload and the session's end before the server has heard of it (P1). */
export interface StoredDraft {
  text: string;
  addresses: string[];
  isGroup: boolean;
  /** Files cannot be kept; their names can, to say which to attach again. */
  fileNames: string[];
  idempotencyKey: string;
}

const nameOf = (slot: string) => `handset.draft.${slot}`;

export function readStoredDraft(slot: string): StoredDraft | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(nameOf(slot)) ?? 'null') as Partial<StoredDraft> | null;
    if (!stored || typeof stored.text !== 'string' || !Array.isArray(stored.addresses) || typeof stored.idempotencyKey !== 'string') return null;
    return {
      text: stored.text,
      addresses: stored.addresses.map(String),
      isGroup: stored.isGroup === true,
      fileNames: (stored.fileNames ?? []).map(String),
      idempotencyKey: stored.idempotencyKey,
    };
  } catch {
    return null; // storage is off or holds something else: the server's draft is used
  }
}

export function writeStoredDraft(slot: string, draft: StoredDraft): void {
  try {
    sessionStorage.setItem(nameOf(slot), JSON.stringify(draft));
  } catch {
    // full or switched off: the server still keeps the draft
  }
}

export function removeStoredDraft(slot: string): void {
  try {
    sessionStorage.removeItem(nameOf(slot));
  } catch {
    // nothing was stored
  }
}

/** Nothing unsent stays in a browser that somebody signed out of. */
export function clearStoredDrafts(): void {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(nameOf(''))) sessionStorage.removeItem(name);
  } catch {
    // nothing was stored
  }
}
