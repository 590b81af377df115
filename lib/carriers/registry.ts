import { readFileSync } from 'node:fs';
import type { Carrier, CarrierCallbacks, LineDirectory } from '#lib/carriers/carrier.ts';
import type { TwilioSettings } from '#lib/carriers/http/twilio-api.ts';
import { networks } from '#lib/carriers/networks.ts';
import { smppSegments, smppTextsOf } from '#lib/carriers/smpp/texts.ts';
import type { RouteNetwork } from '#lib/domain/sms-or-mms.ts';
import { env } from '#lib/env.ts';

/** What its network takes (all roles). */
export const carrierNetwork: RouteNetwork = { ...networks[env.CARRIER], segments: env.CARRIER === 'smpp' ? smppSegments(smppTextsOf(env)) : null };

/** The carrier this installation is connected to, loaded only where it is used (role worker). */
export async function loadCarrier(): Promise<Carrier> {
  switch (env.CARRIER) {
    case 'simulator': {
      const { createSimulator } = await import('#lib/carriers/simulator/simulator.ts');
      return createSimulator({ ownShortCode: env.OWN_SHORT_CODE });
    }
    case 'http:twilio': {
      const { createTwilio } = await import('#lib/carriers/http/twilio.ts');
      return createTwilio({ ...twilioSettings(), lines: await loadLineDirectory() });
    }
    case 'smpp': {
      const [{ createSmppCarrier }, { smppSettingsOf }] = await Promise.all([import('#lib/carriers/smpp/smpp-carrier.ts'), import('#lib/carriers/smpp/settings.ts')]);
      const lines = await loadLineDirectory();
      return createSmppCarrier({ settings: smppSettingsOf(env, (path) => readFileSync(path, 'utf8')), findLine: (msisdn) => lines.findLine(msisdn) });
    }
  }
}

let directory: Promise<LineDirectory> | undefined;

/** Facts about lines, without the rest of the carrier (roles web and api). One for the process: what it keeps is kept once. */
export function loadLineDirectory(): Promise<LineDirectory> {
  directory ??= openLineDirectory();
  return directory;
}

async function openLineDirectory(): Promise<LineDirectory> {
  if (env.CARRIER === 'simulator') {
    const { findSimulatorLine } = await import('#lib/carriers/simulator/line-facts.ts');
    return { findLine: (msisdn) => findSimulatorLine(msisdn) };
  }
  const { createLineDirectory } = await import('#lib/carriers/line-directory/line-directory.ts');
  return createLineDirectory({ source: env.LINE_DIRECTORY ?? '', token: env.LINE_DIRECTORY_TOKEN ?? null });
}

/** How the carrier's own calls to us are read (roles web and api); null when it makes none. */
export async function loadCarrierCallbacks(): Promise<CarrierCallbacks | null> {
  if (env.CARRIER !== 'http:twilio') return null;
  const { createTwilioCallbacks } = await import('#lib/carriers/http/twilio-callbacks.ts');
  return createTwilioCallbacks({ ...twilioSettings(), ownShortCode: env.OWN_SHORT_CODE });
}

function twilioSettings(): TwilioSettings {
  return {
    accountSid: env.TWILIO_ACCOUNT_SID ?? '',
    authToken: env.TWILIO_AUTH_TOKEN ?? '',
    apiUrl: env.TWILIO_API_URL,
    callbackUrl: env.CARRIER_CALLBACK_URL,
    concurrency: env.HTTP_CARRIER_CONCURRENCY,
    perSecond: env.HTTP_CARRIER_PER_SECOND,
  };
}
