import { sql } from '#lib/data/pool.ts';

/** The action under which the audit keeps that somebody said a device is not theirs. Its subject is the row of the app. */
export const deviceReported = 'device.reported';

export interface DeviceReports {
  clientId: string;
  appName: string;
  ownerName: string;
  disabled: boolean;
  /** Since the first of the two moments, and since the second. */
  reports: number;
  lastDay: number;
  lastAt: Date;
}

/** Apps whose devices were reported, the most reported first. It names no subscriber: that is all staff needs (T32). */
export function listDeviceReports({ since, dayAgo, take }: { since: Date; dayAgo: Date; take: number }): Promise<DeviceReports[]> {
  return sql.query<DeviceReports>(
    `SELECT c."clientId", p.name AS "appName", COALESCE(o.organisation, o.name) AS "ownerName",
            (c."disabledAt" IS NOT NULL OR o."disabledAt" IS NOT NULL) AS disabled, r.reports, r."lastDay", r."lastAt"
       FROM (SELECT "subjectId", count(*)::int AS reports, (count(*) FILTER (WHERE at >= $4))::int AS "lastDay", max(at) AS "lastAt"
               FROM "AuditEntry" WHERE action = $1 AND "subjectKind" = 'client' AND at >= $2 GROUP BY "subjectId") r
       JOIN "Client" c ON c.id::text = r."subjectId" JOIN "Application" p ON p.id = c."applicationId" JOIN "Account" o ON o.id = p."accountId"
      ORDER BY r.reports DESC, r."lastAt" DESC, c."clientId" LIMIT $3::int`,
    [deviceReported, since, take, dayAgo],
  );
}
