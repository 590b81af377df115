import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LoadOrder, LoadResult } from '#scripts/bench/load-process.ts';

/** Runs the load in its own process. Throws when an answer was not one of `expected`. */
export async function load(order: LoadOrder, expected: readonly string[]): Promise<LoadResult> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load-process.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(order));
  const result = JSON.parse(await text(child.stdout)) as LoadResult;
  const odd = Object.entries(result.statuses).filter(([status]) => !expected.includes(status));
  if (odd.length > 0) throw new Error(`unexpected answers: ${JSON.stringify(result.statuses)}`);
  return result;
}

export interface RequestParts {
  method: string;
  path: string;
  token?: string;
  body?: string;
}

/** One HTTP/1.1 request as bytes. */
export function requestText(port: number, { method, path, token, body }: RequestParts): string {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Accept: application/json'];
  if (token) lines.push(`Authorization: Bearer ${token}`);
  if (body !== undefined) lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
