import { lookUpLine } from '#lib/data/simulator/lines.ts';
import type { LineFacts } from '#lib/domain/eligibility.ts';

/** The directory half of the simulator: all that the pages and the API need of it. */
export async function findSimulatorLine(msisdn: string): Promise<LineFacts | null> {
  const line = await lookUpLine(msisdn);
  if (!line) return null;
  const { ownerKey, plan, standing, smsEnabled, messagesApp, roaming, roamingPlan } = line;
  return { msisdn, ownerKey, plan, standing, smsEnabled, messagesApp, roaming, roamingPlan };
}
