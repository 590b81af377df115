import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { measureQueue } from '#lib/use-cases/operations/measure-queue.ts';

interface Metrics {
  registry: Registry;
  requests: Counter<'route' | 'method' | 'status'>;
  seconds: Histogram<'route'>;
}

const shared = globalThis as typeof globalThis & { handsetMetrics?: Metrics };

function create(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'handset_' });
  const waiting = new Gauge({ name: 'handset_outbox_recipients', help: 'Recipients that wait for the carrier, or whose submit has no answer', labelNames: ['state'], registers: [registry] });
  new Gauge({
    name: 'handset_outbox_oldest_seconds',
    help: 'Age of the oldest recipient that the carrier has not taken',
    registers: [registry],
    async collect() {
      const { queued, inDoubt, oldestQueuedSeconds } = await measureQueue();
      waiting.set({ state: 'queued' }, queued);
      waiting.set({ state: 'in_doubt' }, inDoubt);
      this.set(oldestQueuedSeconds);
    },
  });
  return {
    registry,
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
export function metrics(): Metrics {
  return (shared.handsetMetrics ??= create());
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function recordAnswer(answer: { route: string; method: string; status: number; seconds: number }): void {
  const { requests, seconds } = metrics();
  requests.inc({ route: answer.route, method: knownMethods.has(answer.method) ? answer.method : 'other', status: String(answer.status) });
  seconds.observe({ route: answer.route }, answer.seconds);
}
