/** Every item of a list that is read in pages, by the cursor that each page gives for the next. */
export declare function eachItem<Item>(read: (cursor: string | undefined) => Promise<{
    items: readonly Item[];
    nextCursor?: string;
}>): AsyncGenerator<Item, void, undefined>;
export interface DeltaPage<Change> {
    /** Keep it once the page is dealt with, and go on from there. */
    state: string;
    adds: Change[];
    updates: Change[];
    deletes: Change[];
}
interface DeltaAnswer<Change> {
    deltaResponse: {
        state: string;
        hasMore: boolean;
        delta: readonly {
            adds: Change[];
            updates: Change[];
            deletes: Change[];
        }[];
    };
}
/** What has changed since a state, page by page, until there is no more. TEXT and MMS come together. */
export declare function eachDeltaPage<Change>(state: string, read: (state: string) => Promise<DeltaAnswer<Change>>): AsyncGenerator<DeltaPage<Change>, void, undefined>;
export {};
