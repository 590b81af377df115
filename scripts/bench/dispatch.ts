import type { DispatchBench, DispatchBenchOptions, Figure } from '#scripts/bench/bench.ts';
import { measureDelay } from '#scripts/bench/dispatch-delay.ts';
import { measureRate } from '#scripts/bench/dispatch-rate.ts';
import { measureThrottled } from '#scripts/bench/dispatch-throttled.ts';
import { requireAllDelivered } from '#scripts/bench/gateway.ts';
import { benchInItsOwnInstallation } from '#scripts/bench/installation.ts';
import { writeReport } from '#scripts/bench/report.ts';

const kannel = { title: 'Kannel', programs: ['bearerbox', 'smsbox'], packages: ['kannel'] };

const rows = [['D1', measureRate], ['D2', measureDelay], ['D3', measureThrottled]] as const;

export function runDispatchBench(options: DispatchBenchOptions): Promise<never> {
  const command = 'npm run bench:dispatch';
  return benchInItsOwnInstallation({ command, anchors: options.anchors ? kannel : null, senders: 12_000, sizes: [] }, async (installation) => {
    const bench: DispatchBench = { ...installation, options };
    const figures: Figure[] = [];
    const how = `Medians of ${options.rounds} rounds. Roles api and worker, a process each; \`CARRIER=smpp\`, one bind with a window of 100, as Kannel has it; a message centre that answers at once and sends a receipt for each message. \`VACUUM (ANALYZE)\` after the warming up of D1.`;
    for (const [row, measure] of rows) {
      if (!options.rows.includes(row)) continue;
      figures.push(...(await measure(bench)));
      await requireAllDelivered(installation.databaseUrl);
      // After each row: what a later one breaks off does not take it along.
      writeReport(installation.root, options.report, { title: 'Dispatch', command, how }, figures);
    }
  });
}
