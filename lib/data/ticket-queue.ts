import { sql } from '#lib/data/pool.ts';
import { ticketRows, type Risk, type TicketRow } from '#lib/data/tickets.ts';
import type { Environment, LimitName } from '#lib/domain/rate-limit.ts';

export type QueueView = 'open' | 'mine' | 'unassigned' | 'due' | 'waiting' | 'closed';
export type QueueSort = 'app' | 'environment' | 'age' | 'due' | 'risk' | 'state' | 'assignee' | 'asked';

/** What the address of the queue asks for. */
export interface QueueQuery {
  view: QueueView;
  q: string;
  environment: Environment | null;
  limit: LimitName | null;
  risk: Risk | null;
  sort: QueueSort;
  dir: 'asc' | 'desc';
}

const openStates = `state IN ('SUBMITTED', 'IN_REVIEW', 'NEEDS_INFO', 'COUNTER_OFFERED')`;

/** $1 is the agent, in every view. */
const viewConditions: Readonly<Record<QueueView, string>> = {
  open: openStates,
  mine: `${openStates} AND "assigneeId" = $1`,
  unassigned: `${openStates} AND "assigneeId" IS NULL`,
  due: `"dueAt" < date_trunc('day', now()) + interval '1 day'`,
  waiting: `state IN ('NEEDS_INFO', 'COUNTER_OFFERED')`,
  closed: `NOT (${openStates})`,
};

const sortColumns: Readonly<Record<QueueSort, string>> = {
  app: 'lower("appName")',
  environment: 'environment',
  asked: 'requested::float8 / current',
  age: '"createdAt"',
  due: '"dueAt"',
  risk: `array_position(ARRAY['low', 'medium', 'high'], risk)`,
  state: 'state',
  assignee: 'lower("assigneeName")',
};

/** Everything after the CTE that the address of the queue asks for. $1 agent, $2 search, $3 environment, $4 limit, $5 risk. */
function filtered(query: QueueQuery): string {
  return `FROM t WHERE ($1::text IS NOT NULL) AND ${viewConditions[query.view]}
    AND ($2 = '' OR "appName" ILIKE '%' || $2 || '%' OR company ILIKE '%' || $2 || '%' OR number::text = ltrim($2, '#'))
    AND ($3::text IS NULL OR environment = $3) AND ($4::text IS NULL OR "limitName" = $4) AND ($5::text IS NULL OR risk = $5)`;
}

const likeSafe = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function valuesOf(query: QueueQuery, agentId: string): unknown[] {
  return [agentId, likeSafe(query.q), query.environment, query.limit, query.risk];
}

/** Age runs against the creation time: the oldest ticket has the highest age. */
function orderOf(query: QueueQuery): string {
  const down = (query.dir === 'desc') !== (query.sort === 'age');
  return `ORDER BY ${sortColumns[query.sort]} ${down ? 'DESC' : 'ASC'} NULLS LAST, number ${down ? 'DESC' : 'ASC'}`;
}

export async function listQueue(options: { query: QueueQuery; agentId: string; skip: number; take: number }): Promise<{ tickets: TicketRow[]; total: number }> {
  const { query, agentId, skip, take } = options;
  const values = valuesOf(query, agentId);
  const [tickets, [count]] = await Promise.all([
    sql.query<TicketRow>(`WITH t AS (${ticketRows}) SELECT * ${filtered(query)} ${orderOf(query)} OFFSET $6::int LIMIT $7::int`, [...values, skip, take]),
    sql.query<{ total: number }>(`WITH t AS (${ticketRows}) SELECT count(*)::int AS total ${filtered(query)}`, values),
  ]);
  return { tickets, total: count?.total ?? 0 };
}

export type QueueCounts = Record<QueueView, number> & { overdue: number; medianAnswerMinutes: number | null };

/** What each view holds, for the tabs, and how fast first answers came in the last 28 days. */
export async function countQueue(agentId: string): Promise<QueueCounts> {
  const counts = Object.entries(viewConditions).map(([view, condition]) => `count(*) FILTER (WHERE ${condition})::int AS "${view}"`);
  const [row] = await sql.query<Omit<QueueCounts, 'medianAnswerMinutes'>>(
    `WITH t AS (${ticketRows}) SELECT ${counts.join(', ')}, count(*) FILTER (WHERE "dueAt" < now())::int AS overdue FROM t WHERE $1::text IS NOT NULL`,
    [agentId],
  );
  const [median] = await sql.query<{ minutes: number | null }>(
    `SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM f.at - t."createdAt")) / 60)::float8 AS minutes
     FROM "LimitIncrease" t JOIN LATERAL (
       SELECT min(e.at) AS at FROM "LimitIncreaseEvent" e
       WHERE e."limitIncreaseId" = t.id AND NOT e.internal AND e."actorId" IS NOT NULL AND e."actorId" <> t."requesterId"
     ) f ON f.at IS NOT NULL
     WHERE t."createdAt" > now() - interval '28 days'`,
  );
  const none = { open: 0, mine: 0, unassigned: 0, due: 0, waiting: 0, closed: 0, overdue: 0 };
  return { ...(row ?? none), medianAnswerMinutes: median?.minutes ?? null };
}
