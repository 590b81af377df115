import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { calledOff, endingOf } from '#scripts/bootstrap/endings.mjs';
import { step, stepUnderWay } from '#scripts/bootstrap/steps.mjs';
import { runQuietly } from '#scripts/build/run-quietly.ts';
import { startServer } from '#scripts/start/server-process.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'handset-ending-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

describe('a start that ends early', () => {
  test('tells which step was under way, who ended it and what to do', () => {
    expect(calledOff('SIGINT', 'Migrations')).toBe('Handset was stopped during the step “Migrations”: Ctrl-C was pressed. Nothing is lost; npm start goes on from here.');
    expect(calledOff('SIGTERM', null)).toContain('another program asked it to end (SIGTERM)');
    expect(calledOff('the end of the command that started it', null)).toContain(': the end of the command that started it.');
    expect(endingOf(null, 'SIGKILL')).toContain('ran out of memory');
    expect(endingOf(null, 'SIGSEGV')).toBe('was ended by SIGSEGV');
    expect(endingOf(3, null)).toBe('ended with exit code 3');
  });

  test('knows the step that runs, and none between steps or after a failed one', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await step('One', () => {
      expect(stepUnderWay()).toBe('One');
      return Promise.resolve();
    });
    expect(stepUnderWay()).toBeNull();
    await expect(step('Two', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(stepUnderWay()).toBeNull();
  });

  test('names how a command ended and what it printed', async () => {
    const run = (code: string) => runQuietly('The seed', process.execPath, ['-e', code], { cwd: folder });
    await expect(run('console.log("half way"); process.exit(4)')).rejects.toMatchObject({ expected: true, message: 'The seed ended with exit code 4. It printed:\nhalf way' });
    await expect(run('process.kill(process.pid, "SIGKILL")')).rejects.toThrow(/^The seed was ended by SIGKILL, .*memory/);
  });

  test('names how the server ended, with the end of its log', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    mkdirSync(join(folder, 'lib/server'), { recursive: true });
    writeFileSync(join(folder, 'lib/server/main.ts'), 'process.exit(3);');
    const logFile = join(folder, 'handset.log');
    writeFileSync(logFile, 'the port is taken\n');
    const server = startServer({ root: folder, environment: process.env, address: 'http://127.0.0.1:1', logFile, watch: false });
    await expect(server.untilReady(new AbortController().signal)).rejects.toThrow(`The server did not start: it ended with exit code 3. The end of ${logFile}:\nthe port is taken`);
    expect(await server.ended).toBe('ended with exit code 3');
  });
});
