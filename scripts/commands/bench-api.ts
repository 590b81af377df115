/**
 * `npm run bench:api [-- --anchors] [--rows A1,A3] [--rounds 5] [--seconds 4]`: the rows A1 to A6 and L1 of the bars on this machine, written
 * to docs/benchmarks.md. `--anchors` installs Kannel and Dovecot from Debian's packages and measures them in the same run.
 */
import { parseArgs } from 'node:util';
import { runApiBench } from '#scripts/bench/api.ts';

const { values } = parseArgs({
  options: {
    anchors: { type: 'boolean', default: false },
    rows: { type: 'string', default: 'A1,A3,A4,A5,A6,L1' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    report: { type: 'string', default: 'docs/benchmarks.md' },
  },
});
await runApiBench({
  anchors: values.anchors,
  rows: values.rows.split(','),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  sizes: values.sizes.split(',').map(Number),
  report: values.report,
});
