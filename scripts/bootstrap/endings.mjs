/** How a process ended, in words a person can act on. Runs before any package exists, like the rest of this folder. */
const asked = {
  SIGINT: 'Ctrl-C was pressed',
  SIGTERM: 'another program asked it to end (SIGTERM)',
  SIGHUP: 'its terminal was closed (SIGHUP)',
};

/** Why a process of ours ended: by its exit code, or by a signal that it could not answer. */
export function endingOf(code, signal) {
  if (signal === 'SIGKILL') return 'was ended by SIGKILL, most often because the machine ran out of memory; free some, 2 GB are enough, and start again';
  if (signal) return `was ended by ${signal}`;
  return `ended with exit code ${code}`;
}

/** What to say of a start that was called off before it served. `reason` is a signal's name, or a phrase. */
export function calledOff(reason, stepUnderWay) {
  const where = stepUnderWay ? ` during the step “${stepUnderWay}”` : '';
  return `Handset was stopped${where}: ${asked[reason] ?? reason}. Nothing is lost; npm start goes on from here.`;
}
