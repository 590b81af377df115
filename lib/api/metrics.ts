import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { measureQueue } from '#lib/use-cases/operations/measure-queue.ts';

interface Metrics {
  registry: Registry;
  /** Reads what the database and the dispatcher know. */
  refresh(): Promise<void>;
  requests: Counter<'route' | 'method' | 'status'>;
  seconds: Histogram<'route'>;
}

const shared = globalThis as typeof globalThis & { handsetMetrics?: Metrics };

function create(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'handset_' });
  const gauge = (name: string, help: string, labelNames: string[] = []) => new Gauge({ name, help, labelNames, registers: [registry] });
  const counter = (name: string, help: string, labelNames: string[] = []) => new Counter({ name, help, labelNames, registers: [registry] });
  const waiting = gauge('handset_outbox_recipients', 'Recipients that wait for the carrier, or whose submit has no answer', ['state']);
  const oldest = gauge('handset_outbox_oldest_seconds', 'Age of the oldest recipient that the carrier has not taken');
  const databaseUp = gauge('handset_database_up', 'Whether the database answered when it was asked for the figures of the outbox; without them there are none here');
  const links = gauge('handset_carrier_links', 'Links to the carrier of all workers, by name and state', ['link', 'state']);
  const attempts = counter('handset_submit_attempts_total', 'Submits to the carrier that ended in this process, by outcome', ['outcome']);
  const statuses = counter('handset_recipient_statuses_total', 'Recipients that rose to a status in this process', ['status']);
  const dead = counter('handset_outbox_dead_total', 'Recipients given up after every attempt in this process: somebody should look');
  return {
    registry,
    async refresh() {
      for (const metric of [waiting, oldest, links, attempts, statuses, dead]) metric.reset();
      const measure = await measureQueue().catch(() => null);
      databaseUp.set(measure ? 1 : 0);
      if (!measure) return;
      waiting.set({ state: 'queued' }, measure.queued);
      waiting.set({ state: 'paced' }, measure.paced);
      waiting.set({ state: 'in_doubt' }, measure.inDoubt);
      oldest.set(measure.oldestQueuedSeconds);
      for (const { name, state } of measure.links) links.inc({ link: name, state });
      for (const [outcome, count] of measure.counts.attempts) attempts.inc({ outcome }, count);
      for (const [status, count] of measure.counts.statuses) statuses.inc({ status }, count);
      dead.inc(measure.counts.dead);
    },
    requests: new Counter({ name: 'handset_api_requests_total', help: 'Answers of the API', labelNames: ['route', 'method', 'status'], registers: [registry] }),
    seconds: new Histogram({
      name: 'handset_api_request_seconds',
      help: 'Time from request to answer of the API',
      labelNames: ['route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
  };
}

/** One registry a process. Labels are names of routes and methods we know, never an address: their number stays bounded. */
function metrics(): Metrics {
  return (shared.handsetMetrics ??= create());
}

/** What /metrics answers, read now. Without the database the figures of the outbox are left out: one that stands still would look like calm. */
export async function exposition(): Promise<{ text: string; contentType: string }> {
  const { registry, refresh } = metrics();
  await refresh();
  return { text: await registry.metrics(), contentType: registry.contentType };
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function recordAnswer(answer: { route: string; method: string; status: number; seconds: number }): void {
  const { requests, seconds } = metrics();
  requests.inc({ route: answer.route, method: knownMethods.has(answer.method) ? answer.method : 'other', status: String(answer.status) });
  seconds.observe({ route: answer.route }, answer.seconds);
}
