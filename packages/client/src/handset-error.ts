/** An answer that is no success, or no answer at all (`status` 0, `code` `network`). */
export class HandsetError extends Error {
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

  constructor(text: string, facts: { status: number; code: string; field?: string; requestId?: string | null; retryAfterSeconds?: number | null; values?: readonly string[]; help?: string; cause?: unknown }) {
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

interface ErrorBody {
  RequestError?: Record<string, { MessageId?: string; Variables?: string; Detail?: string; Text?: string; Values?: string[]; Help?: string } | undefined>;
  error?: string;
  error_description?: string;
}

/** Reads a refusal in the shape of the message API, in the one of RFC 6749, or in none. */
export async function readError(response: Response): Promise<HandsetError> {
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

function parse(text: string): ErrorBody | null {
  try {
    return JSON.parse(text) as ErrorBody | null;
  } catch {
    return null;
  }
}
