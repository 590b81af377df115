import { expect } from 'vitest';
import type { ApiAnswer } from '#tests/support/fixtures/app-clients.ts';

/** What a refusal has to say: its status and code, the field at fault, and words of the sentence for people. */
export interface Refusal {
  status: number;
  code: string;
  field: string;
  says: string;
}

/** Holds a refusal to all four, and to the envelope that clients of the original read: capitalised keys and nothing beside. */
export function expectRefused(answer: Pick<ApiAnswer, 'status' | 'json'>, { status, code, field, says }: Refusal): void {
  const kind = code.startsWith('POL') ? 'PolicyException' : 'ServiceException';
  expect([answer.status, answer.json]).toEqual([
    status,
    { RequestError: { [kind]: expect.objectContaining({ MessageId: code, Text: expect.stringContaining('%1'), Variables: field, Detail: expect.stringContaining(says), Help: expect.stringMatching(`/docs/errors/${code}$`) }) } },
  ]);
  expect(answer.json.RequestError[kind].Detail).toMatch(/[.!]$/);
}
