import { createHash, randomBytes } from 'node:crypto';
import { expect, type APIRequestContext, type APIResponse, type Page } from '@playwright/test';
import { keepCanary } from '#tests/e2e/support/canaries.ts';
import { oneAtATime } from '#tests/e2e/support/one-at-a-time.ts';
import { codeFor } from '#tests/e2e/support/sign-in.ts';

export interface RegisteredApp {
  profile: 'modern' | 'classic';
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

interface Tokens {
  access_token: string;
  refresh_token: string;
  token_type: string;
  expires_in: number;
  scope: string;
}

/** One authorization as an app begins it: a modern one with PKCE and state, a classic one with what old clients send and no more. */
export class Authorization {
  readonly app: RegisteredApp;
  readonly state = randomBytes(12).toString('base64url');
  readonly path: string;
  readonly #verifier = randomBytes(32).toString('base64url');

  constructor(app: RegisteredApp, scopes: readonly string[] = ['IMMN', 'MIM']) {
    this.app = app;
    const query =
      app.profile === 'classic'
        ? `client_id=${app.clientId}&scope=${scopes.join(',')}`
        : new URLSearchParams({
            response_type: 'code',
            client_id: app.clientId,
            redirect_uri: app.redirectUri,
            scope: scopes.join(' '),
            state: this.state,
            code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
            code_challenge_method: 'S256',
          }).toString();
    this.path = `/oauth/v4/authorize?${query}`;
  }

  /**
   * What the app is told at its redirect URI while `act` runs. Nothing listens there: the browser's request is the answer, and its page of
   * error is waited for, so that it does not come in the way of the next address.
   */
  async answer(page: Page, act: () => Promise<unknown>): Promise<URLSearchParams> {
    const { redirectUri } = this.app;
    const [request] = await Promise.all([
      page.waitForRequest((each) => each.url().startsWith(redirectUri)),
      page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame() && (frame.url().startsWith('chrome-error:') || frame.url().startsWith(redirectUri))),
      act(),
    ]);
    const answer = new URL(request.url()).searchParams;
    if (answer.has('code')) keepCanary(answer.get('code') ?? '');
    return answer;
  }

  async exchange(request: APIRequestContext, code: string): Promise<APIResponse> {
    const { clientId, clientSecret, redirectUri, profile } = this.app;
    const form = { grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret, code };
    return request.post('/oauth/v4/token', { form: profile === 'classic' ? form : { ...form, redirect_uri: redirectUri, code_verifier: this.#verifier } });
  }

  async tokens(request: APIRequestContext, code: string): Promise<Tokens> {
    const answer = await this.exchange(request, code);
    expect(answer.status(), await answer.text()).toBe(200);
    const tokens = (await answer.json()) as Tokens;
    keepCanary(tokens.access_token);
    keepCanary(tokens.refresh_token);
    return tokens;
  }
}

/** On the sign-in page that an app led to: the number, and the code from the line's own phone. */
export function signInOnTheWay(page: Page, msisdn: string): Promise<void> {
  return oneAtATime(msisdn, async () => {
    await page.getByLabel('Mobile number').fill(msisdn);
    const since = new Date();
    await page.getByRole('button', { name: 'Text me a code' }).click();
    const field = page.getByLabel('Code', { exact: true });
    await expect(field).toBeVisible();
    await field.fill(await codeFor(page.request, msisdn, since));
    await page.locator('form', { has: field }).getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  });
}

/** The message API with one token. */
export class MessageApi {
  readonly #request: APIRequestContext;
  readonly #headers: Record<string, string>;

  constructor(request: APIRequestContext, accessToken: string) {
    this.#request = request;
    this.#headers = { Authorization: `Bearer ${accessToken}` };
  }

  send(to: string[], text: string): Promise<APIResponse> {
    return this.#request.post('/myMessages/v2/messages', { headers: this.#headers, data: { messageRequest: { addresses: to, text } } });
  }

  createIndex(): Promise<APIResponse> {
    return this.#request.post('/myMessages/v2/messages/index', { headers: this.#headers });
  }

  get(path: string): Promise<APIResponse> {
    return this.#request.get(`/myMessages/v2/${path}`, { headers: this.#headers });
  }

  async json<Body>(path: string): Promise<Body> {
    const answer = await this.get(path);
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()) as Body;
  }
}
