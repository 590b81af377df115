import { expect, it } from 'vitest';
import { threadsOf } from '#components/simulator/phone-view.ts';
import type { VirtualPhone, VirtualPhoneMessage } from '#lib/domain/virtual-phone.ts';

const phone = { msisdn: '+14255550101' } as VirtualPhone;
const names = new Map([['+14255550102', 'Ben Okafor']]);
const toGroup = (to: string[]) => [{ id: '1', direction: 'out', from: phone.msisdn, to, text: 'Hello', isGroup: true, parts: [], at: new Date() }] as unknown as VirtualPhoneMessage[];
const titleOf = (to: string[]) => threadsOf(phone, toGroup(to), names)[0]?.title;

it('a group on a phone is called by the first names of its people and the whole numbers of others', () => {
  expect(titleOf(['+14255550102', '+12065550173'])).toBe('(206) 555-0173, Ben');
  expect(titleOf(['+12065550173', '+12065550174', '+14255550102'])).toBe('(206) 555-0173, (206) 555-0174 and 1 more');
});
