import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { serverMetadata } from '#lib/use-cases/oauth/server-metadata.ts';
import { deviceGrantType } from '#lib/use-cases/oauth/exchange-device-code.ts';
import { grantTypes } from '#lib/use-cases/oauth/exchange-token.ts';
import { allowDevice, askAsDevice, openQuestion, pollForm } from '#tests/support/fixtures/devices.ts';
import { codeFor, codeForm, createOAuthClient, credentials, post, refreshForm, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { expectRefusedWithoutTrace } from '#tests/support/fixtures/oauth-refusals.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

interface Row {
  form: (of: TestClient) => Promise<Record<string, string>>;
  /** The parameter that holds what is redeemed, which is one client's, and one time's; null where the client itself is all. */
  redeems: string | null;
}

/** How each grant type is asked for as it should be. One that the server has without a row here fails. */
const rows: Readonly<Record<string, Row>> = {
  authorization_code: { form: async (of) => codeForm(of, await codeFor(actor, of)), redeems: 'code' },
  refresh_token: { form: async (of) => refreshForm(of, (await tokensFor(actor, of)).refresh_token), redeems: 'refresh_token' },
  client_credentials: { form: async (of) => ({ ...credentials(of), grant_type: 'client_credentials' }), redeems: null },
  [deviceGrantType]: {
    async form(of) {
      const device = await askAsDevice(of);
      await allowDevice(await openQuestion(actor, device));
      return pollForm(of, device);
    },
    redeems: 'device_code',
  },
};

let actor: SubscriberActor;
let client: TestClient;
let other: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  [client, other] = [await createOAuthClient({ deviceGrant: true }), await createOAuthClient({ deviceGrant: true })];
});

it('what the metadata announces is what is refused here', () => {
  expect(serverMetadata().grant_types_supported.toSorted()).toEqual(Object.keys(rows).toSorted());
});

describe.each(grantTypes)('grant_type %s', (grantType) => {
  const row = () => {
    const found = rows[grantType];
    if (!found) throw new Error('This grant type has no row, so nothing is proved of its refusals.');
    return found;
  };

  it('T8: is looked at after the client: unknown, wrong, missing and disabled are invalid_client, and nothing is used up', async () => {
    const form = await row().form(client);
    const { client_secret: _secret, ...without } = form;
    for (const sent of [{ ...form, client_id: 'nobody' }, { ...form, client_secret: 'wrong' }, without]) await expectRefusedWithoutTrace(() => post('token', sent), 'invalid_client');
    await getPrisma().client.update({ where: { id: client.id }, data: { disabledAt: new Date() } });
    await expectRefusedWithoutTrace(() => post('token', form), 'invalid_client');
    await getPrisma().client.update({ where: { id: client.id }, data: { disabledAt: null } });
    expect((await post('token', form)).status).toBe(200);
  });

  it('T5, T6: what is redeemed is needed, is of this client, is of this grant, and is used once', async () => {
    const { form: make, redeems } = row();
    if (redeems === null) return expect((await post('token', await make(client))).body).not.toHaveProperty('refresh_token');
    const form = await make(client);
    const { [redeems]: redeemed = '', ...without } = form;
    await expectRefusedWithoutTrace(() => post('token', without), 'invalid_request');
    await expectRefusedWithoutTrace(() => post('token', { ...without, [redeems]: '' }), 'invalid_request');
    await expectRefusedWithoutTrace(() => post('token', { ...form, ...credentials(other) }), 'invalid_grant');
    for (const { form: makeOther, redeems: kind } of Object.values(rows)) {
      if (kind === null || kind === redeems) continue;
      const { [kind]: foreign = '' } = await makeOther(client);
      await expectRefusedWithoutTrace(() => post('token', { ...without, [redeems]: foreign }), 'invalid_grant');
    }
    expect(redeemed).not.toBe('');
    expect((await post('token', form)).status).toBe(200);
    expect((await post('token', form)).body.error).toBe('invalid_grant');
  });
});
