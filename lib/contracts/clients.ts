import { z } from 'zod';
import { appNameProblem, hasUnseenCharacter, normalizeAppName } from '#lib/domain/app-name.ts';
import { checkRedirectUri } from '#lib/domain/redirect-uri.ts';
import { webAddressProblem } from '#lib/domain/web-address.ts';

const maxRedirectUris = 10;

const appName = z
  .string({ error: 'Give the app a name.' })
  .transform(normalizeAppName)
  .superRefine((name, context) => {
    const problem = appNameProblem(name);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

const description = z
  .string()
  .trim()
  .max(120, { error: 'Use at most 120 characters.' })
  .transform((text) => text.normalize('NFC'))
  .refine((text) => !hasUnseenCharacter(text), { error: 'The description has an invisible character. Type it again without.' })
  .default('');

/** Left empty, the app has none. */
const webAddress = z
  .string()
  .trim()
  .superRefine((address, context) => {
    const problem = address === '' ? null : webAddressProblem(address);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

const redirectUris = z
  .array(z.string())
  .transform((uris) => [...new Set(uris.map((uri) => uri.trim()).filter((uri) => uri !== ''))])
  .superRefine((uris, context) => {
    if (uris.length === 0) context.addIssue({ code: 'custom', message: 'Name at least one redirect URI: where people come back to after they decide.' });
    if (uris.length > maxRedirectUris) context.addIssue({ code: 'custom', message: `Name at most ${maxRedirectUris} redirect URIs.` });
    for (const uri of uris.slice(0, maxRedirectUris)) {
      const checked = checkRedirectUri(uri);
      if (!checked.ok) context.addIssue({ code: 'custom', message: `${shorten(uri)}: ${checked.problem}` });
    }
  });

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

// NOTIFICATIONCHANNEL needs no consent; a client that may read may also be notified, so people choose between these two.
const registrableScopes = ['IMMN', 'MIM'] as const;

const scopes = z
  .array(z.enum(registrableScopes, { error: 'The scopes are IMMN and MIM.' }))
  .min(1, { error: 'Choose what the app may do: send, read or both.' })
  .transform((list) => registrableScopes.filter((scope) => list.includes(scope)));

const environment = z.enum(['sandbox', 'production'], { error: 'Choose sandbox or production.' });
const profile = z.enum(['modern', 'classic'], { error: 'Choose modern or classic.' });
const clientId = z.string().min(1).max(64);

/** Unknown fields are refused everywhere (T27). */
export const registerAppInput = z.strictObject({ name: appName, description, siteUrl: webAddress.default(''), privacyUrl: webAddress.default(''), redirectUris, scopes, environment, profile });
export type RegisterAppInput = z.infer<typeof registerAppInput>;

export const addEnvironmentInput = z.strictObject({ clientId, redirectUris });
export const updateClientInput = z.strictObject({ clientId, redirectUris, scopes });
/** Where people read about the app; both environments share it. */
export const updateAppLinksInput = z.strictObject({ clientId, siteUrl: webAddress, privacyUrl: webAddress });
/** What an app of the modern profile can be switched to: to push its requests, to bind its tokens, to let devices in. */
const clientFeatures = ['requirePar', 'requireDpop', 'deviceGrant'] as const;
export type ClientFeature = (typeof clientFeatures)[number];

export const switchFeatureInput = z.strictObject({ clientId, feature: z.enum(clientFeatures), on: z.boolean() });
export const clientIdInput = z.strictObject({ clientId });

/** How long the old secret goes on working beside the new one. */
export const overlaps = [
  { seconds: 0, label: 'End it now' },
  { seconds: 3600, label: '1 hour' },
  { seconds: 86_400, label: '24 hours' },
  { seconds: 604_800, label: '7 days' },
] as const;

export const rotateSecretInput = z.strictObject({
  clientId,
  overlapSeconds: z.number().refine((seconds) => overlaps.some((overlap) => overlap.seconds === seconds), { error: 'Choose 0, 1 hour, 24 hours or 7 days.' }),
});
export const revokeSecretInput = z.strictObject({ clientId, secretId: z.uuid() });
export const deleteClientInput = z.strictObject({ clientId, name: z.string() });
export const suspendClientInput = z.strictObject({
  clientId,
  reason: z.string().trim().min(10, { error: 'Say why in at least 10 characters; the developer reads it.' }).max(1000, { error: 'Use at most 1,000 characters.' }),
});
