import { describe, expect, it } from 'vitest';
import { webAddressProblem } from '#lib/domain/web-address.ts';

describe('an address of an app that people open', () => {
  it.each(['https://desk.example.com', 'https://desk.example.com/', 'https://desk.example.com/privacy?lang=en#what', 'https://xn--bro-hoa.example', 'https://a-b.example/x/%20y'])('%s may be given', (address) => {
    expect(webAddressProblem(address)).toBeNull();
  });

  it.each([
    ['http://desk.example.com', 'https'],
    ['javascript:alert(1)', 'https'],
    ['JavaScript://desk.example.com/%0aalert(1)', 'https'],
    ['data:text/html,hello', 'https'],
    ['ftp://desk.example.com/', 'https'],
    ['//desk.example.com', 'Write it whole'],
    ['desk.example.com', 'Write it whole'],
    ['https://', 'Write it whole'],
    ['https://desk.example.com@evil.example/', 'user name'],
    ['https://me:secret@desk.example.com/', 'user name'],
    ['https://desk.example.com:8443/', 'no port'],
    ['https://127.0.0.1/', 'public name'],
    ['https://2130706433/', 'public name'],
    ['https://localhost/', 'public name'],
    ['https://printer.local/', 'public name'],
    ['https://desk.localhost/', 'public name'],
    ['https://intranet/', 'public name'],
    ['https://[::1]/', 'character'],
    ['https://desk.example.com\\@evil.example/', 'character'],
    ['https://dеsk.example/', 'character'], // Cyrillic е
    ['https://desk.example.com/ privacy', 'character'],
    ['https://desk.example.com/\u202Efdp', 'character'],
    ['https://desk.example.com/"onclick', 'character'],
    ['HTTPS://Desk.example.com/', 'Write it as https://desk.example.com/'],
    ['https://desk.example.com/a/../b', 'Write it as https://desk.example.com/b'],
    [`https://desk.example.com/${'x'.repeat(200)}`, 'at most 200'],
  ])('%s may not', (address, why) => {
    expect(webAddressProblem(address)).toContain(why);
  });
});
