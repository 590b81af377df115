import { describe, expect, it } from 'vitest';
import { asksAgain, parsePrompt } from '#lib/domain/prompt.ts';

describe('OpenID Connect Core 3.1.2.1: prompt', () => {
  it.each([
    [null, []], ['', []], ['none', ['none']], ['login', ['login']], ['consent', ['consent']], ['select_account', ['select_account']],
    ['login consent', ['login', 'consent']], ['consent  login ', ['consent', 'login']], ['none none', ['none']],
  ])('%j is read as %j', (text, prompts) => expect(parsePrompt(text)).toEqual(prompts));

  it.each(['none login', 'consent none', 'create', 'None', 'LOGIN', 'login,consent', 'login\tconsent', 'none\u0000', 'constructor', '0'])('%j is refused', (text) => expect(parsePrompt(text)).toBeNull());

  it('consent and select_account ask again, the others do not', () => {
    expect([[], ['none'], ['login'], ['consent'], ['select_account'], ['login', 'consent']].map((each) => asksAgain(each as never))).toEqual([false, false, false, true, true, true]);
  });
});
