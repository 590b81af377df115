/**
 * `npm run bench:api [-- --rows A1,A3 --rounds 5 --seconds 4 --sizes 1000,100000]`: sends (A1, A2), and reads of mailboxes of growing size
 * (A3 to A6), on this machine; written to docs/benchmarks.md.
 */
import { parseArgs } from 'node:util';
import { runApiBench } from '#scripts/bench/api.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: 'A1,A3' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    report: { type: 'string', default: 'docs/benchmarks.md' },
  },
});
await runApiBench({
  rows: values.rows.split(','),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  sizes: values.sizes.split(',').map(Number),
  report: values.report,
});
