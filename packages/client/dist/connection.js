import { HandsetError, readError } from './handset-error.js';
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Makes calls: token, body, errors, repeats. */
export class Connection {
    #options;
    constructor(options) {
        this.#options = options;
    }
    async call(call, { signal } = {}) {
        const headers = new Headers({ Accept: 'application/json' });
        for (const [name, value] of Object.entries(call.headers ?? {}))
            if (value !== undefined)
                headers.set(name, value);
        if (call.idempotent && !headers.has('Idempotency-Key'))
            headers.set('Idempotency-Key', crypto.randomUUID());
        const response = await this.#send(call, headers, signal);
        if (call.answer === 'json')
            return response.json();
        if (call.answer === 'text')
            return response.text();
        if (call.answer === 'blob')
            return response.blob();
        await response.body?.cancel();
        return undefined;
    }
    async #send(call, headers, signal) {
        const mayRepeat = call.method !== 'POST' || headers.has('Idempotency-Key');
        const most = mayRepeat ? (this.#options.retries ?? 3) : 0;
        let token = call.bearer ? await this.#token() : null;
        let askedAgain = false;
        for (let repeats = 0;;) {
            const outcome = await this.#once(call, headers, token, signal);
            if (!(outcome instanceof HandsetError))
                return outcome;
            if (outcome.status === 401 && call.bearer && !askedAgain && typeof this.#options.accessToken === 'function') {
                askedAgain = true;
                const fresh = await this.#token();
                if (fresh !== token) {
                    token = fresh;
                    continue;
                }
            }
            const waitMs = waitBefore(outcome, repeats);
            if (waitMs === null || repeats >= most || waitMs > (this.#options.longestWaitSeconds ?? 60) * 1000)
                throw outcome;
            repeats += 1;
            await (this.#options.wait ?? pause)(waitMs);
            signal?.throwIfAborted();
        }
    }
    async #once(call, headers, token, signal) {
        const sent = new Headers(headers);
        if (token !== null)
            sent.set('Authorization', `Bearer ${token}`);
        const url = `${this.#options.baseUrl.replace(/\/+$/, '')}${call.path}${queryOf(call.query)}`;
        let response;
        try {
            response = await (this.#options.fetch ?? fetch)(url, { method: call.method, headers: sent, redirect: 'error', ...bodyOf(call, sent), ...(signal ? { signal } : {}) });
        }
        catch (cause) {
            if (signal?.aborted)
                throw cause;
            return new HandsetError('There was no answer.', { status: 0, code: 'network', cause });
        }
        return response.ok ? response : readError(response);
    }
    async #token() {
        const { accessToken } = this.#options;
        if (accessToken === undefined)
            throw new TypeError('This call needs an accessToken.');
        return typeof accessToken === 'function' ? accessToken() : accessToken;
    }
}
/** How long until a repeat makes sense; null when it does not. */
function waitBefore(error, repeats) {
    if (error.retryAfterSeconds !== null)
        return error.retryAfterSeconds * 1000;
    // Spread, so that those who were cut off together do not come back together.
    return error.status === 0 || error.status === 429 || error.status === 503 ? 500 * 2 ** repeats * (0.5 + Math.random() / 2) : null;
}
function queryOf(query) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value !== undefined && value !== null)
            search.set(name, Array.isArray(value) ? value.join(',') : String(value));
    }
    const text = search.toString();
    return text === '' ? '' : `?${text}`;
}
function bodyOf(call, headers) {
    if (call.form) {
        headers.set('Content-Type', 'application/x-www-form-urlencoded');
        return { body: queryOf(call.form).slice(1) };
    }
    if (call.json === undefined)
        return {};
    if (!call.attachments?.length) {
        headers.set('Content-Type', 'application/json');
        return { body: JSON.stringify(call.json) };
    }
    const parts = new FormData();
    parts.set('root-fields', new Blob([JSON.stringify(call.json)], { type: 'application/json' }));
    call.attachments.forEach((each, at) => parts.append('attachment', each, 'name' in each ? String(each.name) : `attachment-${at}`));
    return { body: parts };
}
