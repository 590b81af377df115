import { expect, it } from 'vitest';
import { relyingPartyOf } from '#lib/domain/relying-party.ts';

it.each([
  ['https://messages.example.com', { id: 'messages.example.com', origin: 'https://messages.example.com' }],
  ['https://messages.example.com:8443/below', { id: 'messages.example.com', origin: 'https://messages.example.com:8443' }],
  ['http://localhost:3000', { id: 'localhost', origin: 'http://localhost:3000' }],
  ['http://messages.example.com', null],
  ['https://192.0.2.7', null],
  ['https://[2001:db8::7]', null],
  ['http://127.0.0.1:3000', null],
])('the relying party of %s', (publicUrl, party) => {
  expect(relyingPartyOf(publicUrl)).toEqual(party);
});
