import type { ApiCall } from '#content/docs.ts';

/** A field of a request or an answer, in a list where `depth` says what lies in what. */
export interface FieldView {
  name: string;
  depth: number;
  type: string;
  /** Bounds, lengths, the default. */
  range: string | null;
  needed: boolean;
  description: string | null;
}

export interface FieldsView {
  title: string;
  fields: readonly FieldView[];
}

export interface AnswerView {
  status: number;
  description: string;
  headers: readonly string[];
  fields: readonly FieldView[];
}

export interface ErrorView {
  code: string;
  status: number;
  messageId: string;
  summary: string;
}

export interface OperationView {
  id: string;
  method: ApiCall['method'];
  path: string;
  summary: string;
  description: string | null;
  /** Whose token it takes, and the scope; or how the app proves itself; null for none. */
  access: string | null;
  parameters: readonly FieldsView[];
  bodies: readonly FieldsView[];
  answers: readonly AnswerView[];
  errors: readonly ErrorView[];
  curl: string;
  typescript: string;
  answerExample: { status: number; code: string } | null;
}
