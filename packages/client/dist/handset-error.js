/** An answer that is no success, or no answer at all (`status` 0, `code` `network`). */
export class HandsetError extends Error {
    status;
    /** `POL0001`, `SVC0002` and their like; of OAuth `invalid_grant` and its like. */
    code;
    /** The field or parameter at fault, as it was sent. */
    field;
    /** Leads to the log of the installation. */
    requestId;
    retryAfterSeconds;
    /** What belongs to it: the values allowed, the numbers refused. */
    values;
    /** The page about the code. */
    help;
    constructor(text, facts) {
        super(text, facts.cause === undefined ? undefined : { cause: facts.cause });
        this.name = 'HandsetError';
        this.status = facts.status;
        this.code = facts.code;
        this.field = facts.field ?? null;
        this.requestId = facts.requestId ?? null;
        this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
        this.values = facts.values ?? [];
        this.help = facts.help ?? null;
    }
}
/** Reads a refusal in the shape of the message API, in the one of RFC 6749, or in none. */
export async function readError(response) {
    const text = await response.text();
    const body = parse(text);
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    const facts = { status: response.status, requestId: response.headers.get('x-request-id'), retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null };
    const told = body?.RequestError?.['PolicyException'] ?? body?.RequestError?.['ServiceException'];
    if (told) {
        return new HandsetError(told.Detail ?? told.Text ?? `HTTP ${response.status}`, { ...facts, code: told.MessageId ?? 'unknown', field: told.Variables, values: told.Values, help: told.Help });
    }
    return new HandsetError(body?.error_description ?? `HTTP ${response.status}`, { ...facts, code: body?.error ?? 'unknown' });
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
