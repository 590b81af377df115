import { spawn } from 'node:child_process';

/** Runs a test runner with its output shown. Resolves with its exit code; a signal counts as a failure. */
export function runVisibly(command: string, parameters: string[], options: { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal }): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'inherit', 'inherit'] });
    const end = () => child.kill('SIGTERM');
    options.signal.addEventListener('abort', end);
    child.once('error', reject);
    child.once('exit', (code) => {
      options.signal.removeEventListener('abort', end);
      resolve(code ?? 1);
    });
  });
}
