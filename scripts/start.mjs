// `npm start`: everything from a fresh clone to a running server. See scripts/commands/start.ts for the steps.
process.argv.splice(2, 0, 'start');
import('./run.mjs');
