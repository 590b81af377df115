import { spawn } from 'node:child_process';

export interface Tether {
  release(): void;
}

/**
 * Ends another process when this one is gone, even by `kill -9`: a shell waits at a pipe that only this process holds open, and passes
 * the signal on when the pipe breaks. Released by whoever stops the other process in the ordinary way.
 */
export function tether(processId: number, signal: 'TERM' | 'INT', delaySeconds = 0): Tether {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; sleep "$3"; kill -"$2" "$1"', 'handset-tether', String(processId), signal, String(delaySeconds)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // or Ctrl-C in the terminal would take the guard first
    cwd: '/',
  });
  guard.on('error', () => undefined); // without a shell there is no guard, and the ordinary stop still works
  guard.unref();
  const { stdin } = guard;
  stdin.on('error', () => undefined);
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return {
    release() {
      guard.kill('SIGKILL');
      stdin.destroy();
    },
  };
}
