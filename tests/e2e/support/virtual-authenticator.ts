import type { Page } from '@playwright/test';

export interface VirtualAuthenticatorOptions {
  /** Whether the person has verified themself: a fingerprint, a screen lock. */
  verified?: boolean;
  /** Whether the browser offers passkeys in fields by itself. The authenticator answers that at once, so a test of the button does without. */
  offers?: boolean;
}

/** A phone's or laptop's own authenticator in this browser, with a person who touches it whenever it asks. */
export async function addVirtualAuthenticator(page: Page, { verified = true, offers = false }: VirtualAuthenticatorOptions = {}): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: verified, automaticPresenceSimulation: true },
  });
  if (!offers) await page.addInitScript(() => Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: () => Promise.resolve(false) }));
}
