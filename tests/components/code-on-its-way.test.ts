import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { CodeOnItsWay } from '#components/sign-in/code-on-its-way.tsx';
import { NoCodeHelp } from '#components/sign-in/no-code-help.tsx';

const told = (isNetworkAway: boolean) => renderToStaticMarkup(createElement(CodeOnItsWay, { number: '(425) 555-0101', changeHref: '/sign-in', goodUntil: '9:10 am', isNetworkAway }));
const help = (isNetworkAway: boolean) => renderToStaticMarkup(createElement(NoCodeHelp, { opensInSeconds: 0, resend: null, passkeyHref: '/sign-in', shortCode: '555014', isNetworkAway }));

describe('the page that asks for the code', () => {
  it('says so while the network takes no messages, and does not ask about the phone', () => {
    expect(told(true)).toContain('The network takes no messages at the moment');
    expect(told(true)).toContain('If that is after 9:10 am, ask for a new one then.');
    expect(told(true)).not.toContain('on its way');
    expect(help(true)).not.toContain('Is the phone on');
  });

  it('says that the code is on its way while a link takes messages', () => {
    expect(told(false)).toContain('a 6-digit code is on its way');
    expect(told(false)).not.toContain('network');
    expect(help(false)).toContain('Is the phone on');
  });
});
