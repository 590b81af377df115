/** An answer that is no success, or no answer at all (`status` 0, `code` `network`). */
export declare class HandsetError extends Error {
    readonly status: number;
    /** `POL0001`, `SVC0002` and their like; of OAuth `invalid_grant` and its like. */
    readonly code: string;
    /** The field or parameter at fault, as it was sent. */
    readonly field: string | null;
    /** Leads to the log of the installation. */
    readonly requestId: string | null;
    readonly retryAfterSeconds: number | null;
    /** What belongs to it: the values allowed, the numbers refused. */
    readonly values: readonly string[];
    /** The page about the code. */
    readonly help: string | null;
    constructor(text: string, facts: {
        status: number;
        code: string;
        field?: string;
        requestId?: string | null;
        retryAfterSeconds?: number | null;
        values?: readonly string[];
        help?: string;
        cause?: unknown;
    });
}
/** Reads a refusal in the shape of the message API, in the one of RFC 6749, or in none. */
export declare function readError(response: Response): Promise<HandsetError>;
