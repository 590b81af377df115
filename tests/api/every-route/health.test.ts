import { describe, expect, it } from 'vitest';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { callApi, createCaller } from '#tests/support/fixtures/app-clients.ts';

describe('health', () => {
  it('lives; is ready only when the server listens and the database has every migration', async () => {
    expect((await callApi('GET', '/healthz')).status).toBe(200);
    setReady(false);
    const stopping = await callApi('GET', '/readyz');
    expect([stopping.status, stopping.json.missing]).toEqual([503, ['server']]);
    setReady(true);
    expect((await callApi('GET', '/readyz')).json).toEqual({ status: 'ready', missing: [] });
  });

  it('counts answers by route, never by address', async () => {
    const { call } = await createCaller();
    await call('GET', '/myMessages/v2/messages/no-such-message');
    const { text } = await callApi('GET', '/metrics');
    expect(text).toMatch(/handset_api_requests_total\{route="getMessage",method="GET",status="404"\} \d+/);
    expect(text).not.toContain('no-such-message');
  });
});
