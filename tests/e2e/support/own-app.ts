import { test, type Browser, type Page } from '@playwright/test';
import { newId } from '#lib/ids.ts';
import { Authorization, type RegisteredApp, signInOnTheWay } from '#tests/e2e/support/client-app.ts';
import { query } from '#tests/e2e/support/world.ts';

let nextLine = 0;
/** A line that the demo world does not have, of one test alone. */
export async function ownLine(plan = 'postpaid'): Promise<string> {
  nextLine += 1;
  const msisdn = `+1425555${String(2_000 + test.info().workerIndex * 50 + nextLine)}`;
  await query(`INSERT INTO "SimulatedLine" (msisdn, name, plan, standing) VALUES ($1, $2, $3, 'active') ON CONFLICT DO NOTHING`, [msisdn, `Guest ${msisdn.slice(-4)}`, plan]);
  return msisdn;
}

/** An app of the classic profile, of one test alone. */
export async function ownApp(name = 'Guestbook', description = ''): Promise<RegisteredApp & { id: string; applicationId: string }> {
  const [accountId, applicationId, id] = [newId(), newId(), newId()];
  const clientId = `app-${id}`;
  const redirectUri = 'http://localhost:9/callback';
  await query(`INSERT INTO "Account" (id, email, name, organisation, "passwordHash", role) VALUES ($1, $2, 'Guest', 'Guest House', '-', 'developer')`, [accountId, `${accountId}@example.com`]);
  await query(`INSERT INTO "Application" (id, "accountId", name, description) VALUES ($1, $2, $3, $4)`, [applicationId, accountId, name, description]);
  await query(
    `INSERT INTO "Client" (id, "applicationId", "clientId", environment, profile, "redirectUris", scopes) VALUES ($1, $2, $3, 'production', 'classic', $4, '{IMMN,MIM}')`,
    [id, applicationId, clientId, [redirectUri]],
  );
  return { id, applicationId, profile: 'classic', clientId, clientSecret: 'none', redirectUri };
}

export const ask = (app: RegisteredApp, scopes = ['IMMN', 'MIM']) => new Authorization(app, scopes);
export const press = (page: Page, name: 'Allow' | 'Not now') => page.getByRole('button', { name }).click();

/** A person in a browser of their own, at the question of an app. */
export async function askedOf(browser: Browser, app: RegisteredApp, options: { line?: string; javaScriptEnabled?: boolean; scopes?: string[] } = {}) {
  const context = await browser.newContext({ baseURL: test.info().project.use.baseURL, javaScriptEnabled: options.javaScriptEnabled });
  const page = await context.newPage();
  const asking = ask(app, options.scopes);
  await page.goto(asking.path);
  const msisdn = options.line ?? (await ownLine());
  await signInOnTheWay(page, msisdn);
  return { context, page, asking, msisdn };
}
