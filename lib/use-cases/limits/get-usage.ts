import { clock } from '#lib/clock.ts';
import { listUsageMinutes } from '#lib/data/usage.ts';
import { foldDays, loadCurve, type BusiestMinute, type CallDay, type CallMinute, type LoadCurve } from '#lib/domain/limit-what-if.ts';
import type { LimitName } from '#lib/domain/rate-limit.ts';

export interface Usage {
  days: CallDay[];
  curve: LoadCurve;
  passed: number;
  refused: number;
  refusedDays: number;
  busiest: BusiestMinute | null;
  /** Minutes with a refusal, newest first, at most 20. */
  refusals: CallMinute[];
  /** The last minutes with calls, newest first, at most 60. */
  recent: CallMinute[];
}

/** The minutes of one client against one limit over the last days, folded for charts, tables and the what-if. Whoever asks has the client. */
export async function getUsage(options: { clientRowId: string; limitName: LimitName; days: number }): Promise<Usage> {
  const { clientRowId, limitName, days } = options;
  const nowMs = clock.now().getTime();
  const since = new Date((Math.floor(nowMs / 86_400_000) - days + 1) * 86_400_000);
  const rows = await listUsageMinutes({ clientId: clientRowId, limitName, since });
  const minutes = rows.map((row) => ({ atMs: row.minuteAt.getTime(), passed: row.allowed, refused: row.refused, perMinute: row.perMinute }));
  const folded = foldDays(minutes, { nowMs, days });
  const newestFirst = minutes.toReversed();
  return {
    days: folded,
    curve: loadCurve(minutes),
    passed: folded.reduce((sum, day) => sum + day.passed, 0),
    refused: folded.reduce((sum, day) => sum + day.refused, 0),
    refusedDays: folded.filter((day) => day.refused > 0).length,
    busiest: folded.reduce<BusiestMinute | null>((most, day) => (day.busiest && day.busiest.asked > (most?.asked ?? 0) ? day.busiest : most), null),
    refusals: newestFirst.filter((minute) => minute.refused > 0).slice(0, 20),
    recent: newestFirst.slice(0, 60),
  };
}
