/**
 * What may appear in a log. Texts are hidden unless their field is on the list, so a new field is silent until somebody decides that it
 * is harmless; numbers, texts of messages, codes, tokens and cookies never are. What is left is scrubbed of anything that looks like one.
 */
const hidden = '[hidden]';

/** Fields whose text is ours (a route pattern, a state, a version), never a person's; `maskedLine` is the last four digits of one (T23). Any field that ends in `Id` counts as well. */
const openTextFields = new Set([
  'action', 'actor', 'applied', 'carrier', 'change', 'channel', 'component', 'constraint', 'decision', 'environment', 'errorCode', 'event',
  'fromState', 'job', 'kind', 'loop', 'maskedLine', 'method', 'migration', 'nodeVersion', 'operation', 'outcome', 'phase', 'queue', 'reasonCode', 'release',
  'result', 'role', 'roles', 'route', 'scope', 'scopes', 'severity', 'signal', 'state', 'step', 'table', 'toState', 'type', 'unit', 'version',
]);

/** Fields that are hidden whatever they hold, objects and numbers included. Compared in lower case, as part of the field's name. */
const closedFields =
  /msisdn|phone|number$|numbers$|address|recipient|sender|subject|text|body|snippet|content|payload|token|secret|password|passkey|credential|cookie|authorization|otp|^code$|verifier|challenge|email|^e-mail|filename|query|search|headers|sourceport/;

const keepUuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const sensitive = new RegExp(
  [
    `(?<keep>${keepUuid})`,
    '[a-z][a-z0-9]{1,11}_[0-9A-Za-z]{16,}', // our own tokens, and most others with a prefix
    'eyJ[\\w-]+\\.[\\w-]+\\.?[\\w-]*', // JWT
    '(?:Bearer|DPoP|Basic) [\\w.~+/=-]+',
    "[\\w.+'-]+@[\\w-]+(?:\\.[\\w-]+)+", // e-mail
    '//[^\\s/:@]+:[^\\s/@]+@', // user and password in an address
    '\\+?(?:\\d[ ().-]{0,2}){9,}\\d', // phone numbers, in any spelling of ten digits or more
    '[0-9A-Za-z_-]{40,}', // digests and other long random texts
  ].join('|'),
  'g',
);

/** A text without what looks like a number, an address or a secret. UUIDs stay: they are how a log is followed. */
export function scrub(text: string): string {
  return text.replace(sensitive, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as { keep?: string };
    return groups.keep === undefined ? hidden : match;
  });
}

const deepest = 4;

/** A copy of a log record's fields with everything hidden that may not appear. */
export function redactFields(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) shown[field] = redactValue(field, value, depth);
  return shown;
}

function redactValue(field: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (value instanceof Error) return describeError(value, depth);
  if (closedFields.test(field.toLowerCase())) return hidden;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) > 999_999_999 && !/At$|Ms$|Bytes$|time/i.test(field) ? hidden : Number(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return openTextFields.has(field) || /Id$|Ids$/.test(field) ? scrub(value) : hidden;
  if (depth >= deepest) return hidden;
  if (Array.isArray(value)) return value.slice(0, 50).map((item: unknown) => redactValue(field, item, depth + 1));
  return typeof value === 'object' ? redactFields(value as Record<string, unknown>, depth + 1) : hidden;
}

const codeShape = /^[A-Z][A-Z0-9_]{2,40}$|^[0-9A-Z]{5}$|^[a-z]{2,20}-[a-z-]{2,30}$/;

/** Classes whose message is a sentence of ours, of PostgreSQL (its class is `error`) or of the system. Parsers throw others and repeat their input. */
const openMessages = new Set(['Error', 'error', 'AppError', 'WireError', 'SettingError', 'Problem']);

/**
 * An error as a log may show it: its class, its machine code, where it came from, and the message of a few classes without quoted pieces
 * (PostgreSQL quotes the input). Of all others only class, code and place remain: parsers repeat what they could not read (T23), Prisma
 * prints the arguments of the call.
 */
export function describeError(error: Error, depth = 0): Record<string, unknown> {
  const { code, constraint, table, cause } = error as { code?: unknown; constraint?: unknown; table?: unknown; cause?: unknown };
  // The stack repeats the message, whose lines may look like places.
  const stack = (error.stack ?? '').split(error.message || '\n').slice(1).join('');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: /^\w{1,60}$/.test(error.name) ? error.name : 'Error',
    message: openMessages.has(error.name) ? scrub(error.message.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"').slice(0, 500)) : hidden,
    ...(typeof code === 'string' && codeShape.test(code) ? { errorCode: code } : {}),
    ...(typeof constraint === 'string' ? { constraint: scrub(constraint) } : {}),
    ...(typeof table === 'string' ? { table: scrub(table) } : {}),
    stack: frames.slice(0, 12).map((line) => line.trim()).join('\n'),
    ...(cause instanceof Error && depth < deepest ? { cause: describeError(cause, depth + 1) } : {}),
  };
}
