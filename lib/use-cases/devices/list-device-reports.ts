import { clock } from '#lib/clock.ts';
import { type DeviceReports, listDeviceReports as listRows } from '#lib/data/device-reports.ts';
import type { SupportActor } from '#lib/domain/actor.ts';

const reportedWithinDays = 30;
const most = 50;

/** Apps whose devices people said are not theirs, in the last days, the most reported first: codes that are sent around show here. Counts and times only. */
export async function listDeviceReports(options: { actor: SupportActor }): Promise<DeviceReports[]> {
  if (options.actor.kind !== 'support') return [];
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
  return listRows({ since: daysAgo(reportedWithinDays), dayAgo: daysAgo(1), take: most });
}
