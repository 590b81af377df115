export interface ClientOptions {
    /** Where Handset is: `https://messages.example`. */
    baseUrl: string;
    /** Calls that need none, such as taking a token, do without. A function is asked for each call, and again after a 401. */
    accessToken?: string | (() => string | Promise<string>);
    /** How often a call that may be repeated is repeated: 3. */
    retries?: number;
    /** The longest wait that is waited for, in seconds: 60. After a longer `Retry-After` the error is thrown at once. */
    longestWaitSeconds?: number;
    fetch?: (url: string, init: RequestInit) => Promise<Response>;
    /** Waits; for tests and for other clocks. */
    wait?: (milliseconds: number) => Promise<void>;
}
export interface CallOptions {
    signal?: AbortSignal;
}
/** One call as the generated methods describe it. */
export interface Call {
    method: string;
    path: string;
    query?: Readonly<Record<string, unknown>>;
    headers?: Readonly<Record<string, string | undefined>>;
    json?: unknown;
    form?: Readonly<Record<string, unknown>>;
    attachments?: readonly Blob[];
    /** True: an access token opens it. */
    bearer: boolean;
    /** Taken for a send whose caller named none. */
    idempotent?: boolean;
    answer: 'json' | 'text' | 'blob' | 'none';
}
/** Makes calls: token, body, errors, repeats. */
export declare class Connection {
    #private;
    constructor(options: ClientOptions);
    protected call(call: Call, { signal }?: CallOptions): Promise<unknown>;
}
