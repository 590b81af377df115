import { describe, expect, it } from 'vitest';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { answering, createRouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const infoPath = `${path}/index/info`;

describe('the limit', () => {
  it.each(answering('limit-exceeded'))('wire 0.2: $operation over it is 429 POL0001 with Retry-After, RateLimit and RateLimit-Policy', async (route) => {
    const limited = await createRouteCaller({ perMinute: 1 });
    expect((await limited.callRoute(route)).status).not.toBe(429);
    const answer = await limited.callRoute(route);
    expectRefused(answer, { status: 429, code: 'POL0001', field: route.limit, says: `1 ${route.limit} a minute` });
    expect(answer.headers.get('ratelimit-policy')).toBe(`"${route.limit}";q=1;w=60`);
    expect(answer.headers.get('ratelimit')).toMatch(new RegExp(`^"${route.limit}";r=0;t=\\d+$`));
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('wire 0.2: refusals spend too, and each answer says what is left', async () => {
    const limited = await createCaller({ perMinute: 3 });
    const answers = [];
    for (let at = 0; at < 4; at += 1) answers.push(await limited.call('GET', at === 1 ? `${path}/nothing` : infoPath));
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 429]);
    for (const answer of answers) expect(answer.headers.get('ratelimit-policy')).toBe('"reads";q=3;w=60');
    expect(answers.map(({ headers }) => headers.get('ratelimit')?.split(';')[1])).toEqual(['r=2', 'r=1', 'r=0', 'r=0']);
    const refused = answers[3];
    expect(refused?.json.RequestError.PolicyException).toMatchObject({ MessageId: 'POL0001', Variables: 'reads' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('counts a call without the scope as well, and says so in the headers', async () => {
    const limited = await createCaller({ perMinute: 2, scopes: ['IMMN'] });
    expect((await limited.call('GET', infoPath)).headers.get('ratelimit')).toMatch(/^"reads";r=1;/);
  });

  it('T20: 40 calls at once with a limit of 10 are exactly 10 answers', async () => {
    const limited = await createCaller({ perMinute: 10 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => limited.call('GET', infoPath)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  });
});
