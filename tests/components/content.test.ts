import { describe, expect, it } from 'vitest';
import { errorCodes, findErrorCode } from '#content/errors.ts';
import { faqs, findFaqs } from '#content/faqs.ts';
import { scriptedNotes } from '#content/simulator.ts';
import { answers } from '#lib/api/errors.ts';
import { scriptedNumbers } from '#lib/domain/virtual-phone.ts';

describe('the pages about errors', () => {
  it('have every status and code that the API answers with', () => {
    const told = new Set(errorCodes.flatMap((error) => error.cases.map((each) => `${each.status} ${error.code} ${error.exception}`)));
    const missing = Object.values(answers).map((each) => `${each.status} ${each.messageId} ${each.exception}`).filter((each) => !told.has(each));
    expect(missing).toEqual([]);
  });

  it('quote the very text of the answer', () => {
    const texts = new Set(Object.values(answers).map((each) => each.text));
    const invented = errorCodes.filter((error) => error.code !== 'POL1001' && !texts.has(error.text)).map((error) => error.code);
    expect(invented).toEqual([]);
  });

  it('are found in any case and never for an unknown code', () => {
    expect(findErrorCode('svc0002')?.code).toBe('SVC0002');
    expect(findErrorCode('constructor')).toBeUndefined();
  });
});

describe('the questions and answers', () => {
  it('are twenty, each at a word of its own', () => {
    expect(faqs).toHaveLength(20);
    expect(new Set(faqs.map((faq) => faq.id)).size).toBe(20);
    for (const faq of faqs) expect(faq.id).toMatch(/^[a-z]+(-[a-z]+)*$/u);
  });

  it('were not changed before they were written', () => {
    for (const faq of faqs) expect(faq.updatedOn >= faq.createdOn).toBe(true);
  });

  it('are found by words in any order and case, by question or answer', () => {
    expect(findFaqs('CURLY sms').map((faq) => faq.id)).toContain('sms');
    expect(findFaqs('  ').length).toBe(20);
    expect(findFaqs('zebra')).toEqual([]);
    expect(findFaqs('docs/limits')).toEqual([]);
  });
});

describe('the page about the simulator', () => {
  it('explains every number that has a script', () => {
    expect(Object.keys(scriptedNotes).sort()).toEqual(scriptedNumbers.map((each) => each.msisdn).sort());
  });
});
