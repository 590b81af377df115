/** Every item of a list that is read in pages, by the cursor that each page gives for the next. */
export async function* eachItem(read) {
    let cursor;
    do {
        const page = await read(cursor);
        yield* page.items;
        cursor = page.nextCursor;
    } while (cursor !== undefined);
}
/** What has changed since a state, page by page, until there is no more. TEXT and MMS come together. */
export async function* eachDeltaPage(state, read) {
    for (let at = state, hasMore = true; hasMore;) {
        const { deltaResponse } = await read(at);
        at = deltaResponse.state;
        hasMore = deltaResponse.hasMore;
        const { delta } = deltaResponse;
        yield { state: at, adds: delta.flatMap(({ adds }) => adds), updates: delta.flatMap(({ updates }) => updates), deletes: delta.flatMap(({ deletes }) => deletes) };
    }
}
