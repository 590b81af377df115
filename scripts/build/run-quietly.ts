import { spawn } from 'node:child_process';
import { endingOf } from '#scripts/bootstrap/endings.mjs';
import { Problem } from '#scripts/bootstrap/steps.mjs';

interface Options {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Told each line the command prints. */
  onLine?: (line: string) => void;
  /** Ends the command. */
  signal?: AbortSignal;
}

/** Runs a command whose output only matters when it fails: then it is part of the error. */
export function runQuietly(title: string, command: string, parameters: string[], { cwd, env, onLine, signal: abort }: Options): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = () => child.kill('SIGTERM');
    abort?.addEventListener('abort', end);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      const line = chunk.toString().trim().split('\n').at(-1);
      if (line) onLine?.(line);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      abort?.removeEventListener('abort', end);
      if (code === 0) resolve(output);
      else reject(new Problem(`${title} ${endingOf(code, signal)}. It printed:\n${output.trim()}`));
    });
  });
}
