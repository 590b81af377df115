import { existsSync, readFileSync } from 'node:fs';

/** The lines of this file's log as they were written, redacted. A test sets `LOG_LEVEL` and `LOG_FILE` in `vi.hoisted`, before the logger is made. */
export function logLines(): { event: string; [field: string]: unknown }[] {
  const file = process.env['LOG_FILE'];
  if (!file) throw new Error('Set LOG_FILE in vi.hoisted.');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line) as { event: string }) : [];
}
