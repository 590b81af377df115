/**
 * `npm run bench:api [-- --anchors --rows A1,A3,A6 --rounds 5 --seconds 4 --sizes 1000,100000]`: sends (A1, A2), reads of mailboxes of
 * growing size (A3 to A5), lists and memory (A6), on this machine; written to docs/benchmarks.md. With `--anchors` Kannel and Dovecot are
 * installed from Debian's packages where they are missing (needs root) and measured in turn with it.
 */
import { parseArgs } from 'node:util';
import { runApiBench } from '#scripts/bench/api.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: 'A1,A3,A6' },
    anchors: { type: 'boolean', default: false },
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
