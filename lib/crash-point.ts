import { env } from '#lib/env.ts';

/**
 * Where the crash tests end a process by `kill -9`, named as in docs/decisions/0017. `CRASH_AT=point:3` ends it the third time it comes by. Refused in
 * production; elsewhere one comparison.
 */
export type CrashPoint =
  | 'send.before_tx'
  | 'send.in_tx'
  | 'send.after_commit'
  | 'submit.before_write'
  | 'submit.after_write'
  | 'submit.after_resp'
  | 'submit.after_commit'
  | 'webhook.after_post'
  | 'mo.before_commit'
  | 'mo.after_commit';

const [target = '', nth = ''] = env.CRASH_AT?.split(':') ?? [];
let left = Number(nth);

export function crashPoint(point: CrashPoint): void {
  if (point !== target) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}
