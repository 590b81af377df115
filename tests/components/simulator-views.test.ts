import { expect, it } from 'vitest';
import { hindranceOf, signalWords, threadsOf } from '#components/simulator/phone-view.ts';
import type { VirtualPhone, VirtualPhoneMessage } from '#lib/domain/virtual-phone.ts';

const phone = { msisdn: '+14255550101' } as VirtualPhone;
const names = new Map([['+14255550102', 'Ben Okafor']]);
const toGroup = (to: string[]) => [{ id: '1', direction: 'out', from: phone.msisdn, to, text: 'Hello', isGroup: true, parts: [], at: new Date() }] as unknown as VirtualPhoneMessage[];
const titleOf = (to: string[]) => threadsOf(phone, toGroup(to), names)[0]?.title;

it('a group on a phone is called by the first names of its people and the whole numbers of others', () => {
  expect(titleOf(['+14255550102', '+12065550173'])).toBe('(206) 555-0173, Ben');
  expect(titleOf(['+12065550173', '+12065550174', '+14255550102'])).toBe('(206) 555-0173, (206) 555-0174 and 1 more');
});

const home: VirtualPhone = { ...phone, airplaneMode: false, roaming: false, roamingPlan: true };

it.each([
  ['at home', home, false, null, 'has a signal'],
  ['while the link is down', home, true, 'link-down', 'has no service'],
  ['roaming with a plan', { ...home, roaming: true }, false, null, 'is roaming'],
  ['roaming without one', { ...home, roaming: true, roamingPlan: false }, false, 'roaming', 'is roaming'],
  ['roaming while the link is down', { ...home, roaming: true, roamingPlan: false }, true, 'link-down', 'has no service'],
  ['in airplane mode, whatever the link', { ...home, airplaneMode: true, roaming: true }, true, 'airplane-mode', 'is in airplane mode'],
] as const)('a phone tells what it has and what keeps messages from it: %s', (_, at, isLinkDown, hindrance, words) => {
  expect(hindranceOf(at, isLinkDown)).toBe(hindrance);
  expect(signalWords(at, isLinkDown)).toBe(words);
});
