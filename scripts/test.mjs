// `npm test`: everything from a fresh clone to the last test. See scripts/commands/test.ts for the steps.
process.argv.splice(2, 0, 'test');
import('./run.mjs');
