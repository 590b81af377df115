import { describe, expect, it } from 'vitest';
import { errorCases } from '#content/error-cases.ts';
import { errorCodes, findErrorCode } from '#content/errors.ts';
import { answers } from '#lib/api/errors.ts';

describe('the pages of errors', () => {
  it('there is one for every code of the table of errors, and none for a code that is not in it', () => {
    expect(Object.keys(errorCases).toSorted()).toEqual(Object.keys(answers).toSorted());
  });

  it('there is one for every MessageId, with the envelope and every status that the table gives it', () => {
    for (const [code, answer] of Object.entries(answers)) {
      const page = findErrorCode(answer.messageId);
      expect([code, page?.exception, page?.cases.map(({ status }) => status)]).toEqual([code, answer.exception, expect.arrayContaining([answer.status])]);
    }
  });

  it('name no status that the table does not give', () => {
    for (const { code, cases } of errorCodes) {
      const given = Object.values(answers).filter(({ messageId }) => messageId === code).map(({ status }) => status as number);
      expect([code, cases.map(({ status }) => status).filter((status) => !given.includes(status))]).toEqual([code, []]);
    }
  });
});
