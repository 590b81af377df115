import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runningHolder, takeRunLock } from '#scripts/start/run-lock.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'handset-lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'running.json');

describe('the run lock', () => {
  test('is held by one, who is named to the next', () => {
    const lock = takeRunLock(folder, 'http://localhost:3000');
    expect(runningHolder(folder)).toMatchObject({ processId: process.pid, address: 'http://localhost:3000' });
    expect(() => takeRunLock(folder, 'x')).toThrow(`already running in this folder (process ${process.pid}, http://localhost:3000)`);
    lock.release();
    expect(runningHolder(folder)).toBeNull();
    takeRunLock(folder, 'x').release();
  });

  test('of a killed run is taken over', async () => {
    const killed = spawn('sleep', ['60']);
    const holder = { processId: killed.pid, began: readFileSync(`/proc/${killed.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19], address: 'x' };
    writeFileSync(file(), JSON.stringify(holder));
    expect(runningHolder(folder)).toMatchObject({ processId: killed.pid });
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(runningHolder(folder)).toBeNull();
    takeRunLock(folder, 'x').release();
    expect(existsSync(file())).toBe(false);
  });

  test('is not mistaken for held when another program got the same process id', () => {
    writeFileSync(file(), JSON.stringify({ processId: process.pid, began: '1', address: 'x' }));
    expect(runningHolder(folder)).toBeNull();
  });

  test('left half written is taken over', () => {
    writeFileSync(file(), '{"proc');
    takeRunLock(folder, 'x').release();
  });
});
