import type { z } from 'zod';
import type { ErrorCode } from '#lib/errors.ts';
import type { WireCode } from '#lib/api/errors.ts';

/** Pages of the reference, in their order. A route names the one it belongs to. */
export const groups = {
  messages: { name: 'Messages', description: 'Send as the subscriber; read, mark and delete what is in the inbox.' },
  'message-index': { name: 'Message index', description: 'Create the index before anything is read, and follow what changes.' },
  notifications: { name: 'Notifications', description: 'Be told when something changes instead of asking.' },
  oauth: { name: 'OAuth', description: 'Tokens for apps: take, give back, look at. Errors have the shape of RFC 6749.' },
  service: { name: 'Service', description: 'For those who run Handset, and for tools.' },
} as const;

export type GroupId = keyof typeof groups;

export type RequestHeader = 'Idempotency-Key' | 'Prefer' | 'If-None-Match' | 'Range' | 'If-Range';
export type AnswerHeader =
  | 'X-Request-Id'
  | 'RateLimit'
  | 'RateLimit-Policy'
  | 'Retry-After'
  | 'WWW-Authenticate'
  | 'Preference-Applied'
  | 'Content-Disposition'
  | 'Content-Length'
  | 'Content-Range'
  | 'Accept-Ranges'
  | 'Location'
  | 'ETag'
  | 'Cache-Control';

export interface DeclaredAnswer {
  description: string;
  /** The JSON of the answer. */
  json?: z.ZodType;
  /** Media type of an answer that is no JSON. */
  bytes?: string;
  headers?: readonly AnswerHeader[];
}

/** What is told about an operation beyond what serving it needs. The OpenAPI document is made of it. */
export interface OperationDocs {
  group: GroupId;
  summary: string;
  /** Markdown in its plainest form: paragraphs and `code`. */
  description?: string;
  /** Every answer but the errors. */
  answers: Readonly<Record<number, DeclaredAnswer>>;
  /** Errors of its own. Those of the token, the limit, the address and a JSON body follow from the declaration. */
  errors?: readonly (ErrorCode | WireCode)[];
  requestHeaders?: readonly RequestHeader[];
  /** Bodies by media type where JSON is not the only one. */
  encodings?: Readonly<Record<string, z.ZodType>>;
}
