import { beforeEach, describe, expect, it } from 'vitest';
import type { LinkHealth } from '#lib/carriers/carrier.ts';
import { sql } from '#lib/data/pool.ts';
import { getNetworkState } from '#lib/use-cases/operations/get-network-state.ts';
import { createLinkReporter } from '#lib/use-cases/operations/tell-links.ts';
import { createFakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';

beforeEach(() => sql.query(`DELETE FROM "CarrierLink"`));

function worker(...states: LinkHealth['state'][]) {
  const links = states.map((state, at): LinkHealth => ({ name: `link ${at + 1}`, state, detail: `It is ${state}.` }));
  return { links, reporter: createLinkReporter({ ...createFakeCarrier(), health: () => links }) };
}

describe('the state of the connection to the carrier', () => {
  it.each([
    { links: ['open', 'open'], state: 'open' },
    { links: ['open', 'broken'], state: 'limited' },
    { links: ['down', 'broken'], state: 'down' },
    { links: ['open', 'refused'], state: 'limited' },
    { links: ['refused'], state: 'down' },
  ] as const)('$links is $state', async ({ links, state }) => {
    await worker(...links).reporter.tell();
    expect(await getNetworkState()).toMatchObject({ state, links: links.map((each) => ({ state: each })) });
  });

  it('without any worker it is down: nothing leaves', async () => {
    expect(await getNetworkState()).toMatchObject({ state: 'down', since: null, links: [] });
    const { reporter } = worker('open');
    await reporter.tell();
    expect((await getNetworkState()).state).toBe('open');
    await sql.query(`UPDATE "CarrierLink" SET "seenAt" = now() - interval '1 minute'`);
    expect((await getNetworkState()).state).toBe('down');
  });

  it('tells since when, over several workers, and forgets a worker that stops', async () => {
    const first = worker('open');
    const second = worker('down');
    await first.reporter.tell();
    await second.reporter.tell();
    const { state, since } = await getNetworkState();
    expect([state, since]).toEqual(['limited', expect.any(Date)]);
    const [link] = second.links;
    if (link) Object.assign(link, { detail: 'Still down.' });
    await second.reporter.tell();
    expect((await getNetworkState()).since).toEqual(since);
    await second.reporter.forget();
    expect(await getNetworkState()).toMatchObject({ state: 'open', since: null });
  });
});
