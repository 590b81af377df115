/** Why a message was given up, for support, from what its last attempt ended with. A code without words of its own is shown beside these. */
export function attemptWords(reason: string | null): string {
  const http = /^http-(\d{3})$/.exec(reason ?? '');
  if (http) return `The carrier’s server failed at every attempt (HTTP ${http[1]})`;
  switch (reason) {
    case 'workers-ended':
      return 'Each worker that took it ended. Tell those who run Handset';
    case 'system-error':
    case 'carrier-error':
      return 'The carrier had an error of its own at every attempt';
    default:
      return 'The carrier failed at every attempt';
  }
}
