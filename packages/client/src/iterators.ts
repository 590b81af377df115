/** Every item of a list that is read in pages, by the cursor that each page gives for the next. */
export async function* eachItem<Item>(read: (cursor: string | undefined) => Promise<{ items: readonly Item[]; nextCursor?: string }>): AsyncGenerator<Item, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

export interface DeltaPage<Change> {
  /** Keep it once the page is dealt with, and go on from there. */
  state: string;
  adds: Change[];
  updates: Change[];
  deletes: Change[];
}

interface DeltaAnswer<Change> {
  deltaResponse: { state: string; hasMore: boolean; delta: readonly { adds: Change[]; updates: Change[]; deletes: Change[] }[] };
}

/** What has changed since a state, page by page, until there is no more. TEXT and MMS come together. */
export async function* eachDeltaPage<Change>(state: string, read: (state: string) => Promise<DeltaAnswer<Change>>): AsyncGenerator<DeltaPage<Change>, void, undefined> {
  for (let at = state, hasMore = true; hasMore; ) {
    const { deltaResponse } = await read(at);
    at = deltaResponse.state;
    hasMore = deltaResponse.hasMore;
    const { delta } = deltaResponse;
    yield { state: at, adds: delta.flatMap(({ adds }) => adds), updates: delta.flatMap(({ updates }) => updates), deletes: delta.flatMap(({ deletes }) => deletes) };
  }
}
