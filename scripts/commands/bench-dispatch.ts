/**
 * `npm run bench:dispatch [-- --anchors --rows D1,D2,D3 --rounds 5 --messages 8000 --throttled-messages 10000 --ceiling 250]`: from the API through the
 * worker to a message centre and back (D1, D2), and to one that throttles (D3); written to docs/benchmarks.md. With `--anchors` Kannel is installed from
 * Debian's packages where it is missing (needs root) and measured in turn with it. `npm run test:crash` counts what D4 asks.
 */
import { parseArgs } from 'node:util';
import { runDispatchBench } from '#scripts/bench/dispatch.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: 'D1,D2,D3' },
    anchors: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    messages: { type: 'string', default: '8000' },
    'throttled-messages': { type: 'string', default: '10000' },
    ceiling: { type: 'string', default: '250' },
    report: { type: 'string', default: 'docs/benchmarks.md' },
  },
});
await runDispatchBench({
  rows: values.rows.split(','),
  anchors: values.anchors,
  rounds: Number(values.rounds),
  messages: Number(values.messages),
  throttledMessages: Number(values['throttled-messages']),
  ceiling: Number(values.ceiling),
  report: values.report,
});
