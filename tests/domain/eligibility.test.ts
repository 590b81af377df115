import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eligibilityGates, isEligible } from '#lib/domain/eligibility.ts';
import type { LineFacts } from '#lib/domain/eligibility.ts';

const good: LineFacts = {
  ownerKey: '1',
  msisdn: '+14255550101',
  plan: 'postpaid',
  standing: 'active',
  smsEnabled: true,
  messagesApp: true,
  roaming: false,
  roamingPlan: true,
};
const line = fc.record<LineFacts>({
  ownerKey: fc.constantFrom('1', '2'),
  msisdn: fc.constant('+14255550101'),
  plan: fc.constantFrom('postpaid', 'smart-limits', 'prepaid'),
  standing: fc.constantFrom('active', 'suspended'),
  smsEnabled: fc.boolean(),
  messagesApp: fc.boolean(),
  roaming: fc.boolean(),
  roamingPlan: fc.boolean(),
});

describe('eligibility of a line', () => {
  it('E1 needs postpaid or Smart-Limits, good standing and SMS, and nothing else', () => {
    fc.assert(
      fc.property(line, (facts) => {
        expect(isEligible(facts)).toBe(facts.plan !== 'prepaid' && facts.standing === 'active' && facts.smsEnabled);
      }),
    );
  });

  it('E1 a plan it does not know is not let through', () => {
    expect(isEligible({ ...good, plan: 'prepaid-plus' as LineFacts['plan'] })).toBe(false);
    expect(isEligible({ ...good, standing: 'closed' as LineFacts['standing'] })).toBe(false);
  });

  it('E1 always names the three gates, failed ones first', () => {
    fc.assert(
      fc.property(line, (facts) => {
        const gates = eligibilityGates(facts);
        expect(gates.map(({ name }) => name).toSorted()).toEqual(['plan', 'sms', 'standing']);
        expect(gates.map(({ passed }) => Number(passed))).toEqual(gates.map(({ passed }) => Number(passed)).toSorted());
      }),
    );
  });

  it('E1 says of each failed gate what to do, and of a passed one nothing', () => {
    const gates = eligibilityGates({ ...good, plan: 'prepaid', smsEnabled: false });
    expect(gates.map(({ name, passed }) => [name, passed])).toEqual([
      ['plan', false],
      ['sms', false],
      ['standing', true],
    ]);
    for (const gate of gates) expect(gate.whatToDo === '').toBe(gate.passed);
    expect(gates[0]?.title).toBe('This is a prepaid line');
    expect(eligibilityGates(good)[0]?.title).toBe('Plan: billed monthly');
    expect(eligibilityGates({ ...good, plan: 'smart-limits' })[0]?.title).toBe('Plan: Smart-Limits');
  });
});
