import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#lib/server/free-port.ts';
import { tether } from '#lib/server/tether.ts';
import { startCallbacks } from '#scripts/bench/anchors/callbacks.ts';
import { programPath } from '#scripts/bench/anchors/packages.ts';
import { startSmsc } from '#scripts/bench/smsc.ts';

export interface Kannel {
  port: number;
  /** The path of one send. */
  path(to: string, text: string): string;
  /** Receipts that it has called back with. */
  told(): { receipts: number; lastAt: number };
  /** Resolves when everything taken so far has gone to the message centre. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Kannel 1.4 with its spool store, the usual gateway of the field, on loopback, in a folder of its own. The spool keeps a file a message
 * and does not wait for the disk. With `receipts` each send asks to be told of its delivery by a call.
 */
export async function startKannel(folder: string, { receipts = false } = {}): Promise<Kannel | null> {
  const [bearerbox, smsbox] = [programPath('bearerbox'), programPath('smsbox')];
  if (!bearerbox || !smsbox) return null;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'spool'), { recursive: true });
  const smsc = await startSmsc();
  const callbacks = await startCallbacks();
  const [adminPort, boxPort, port] = [await freePort(), await freePort(), await freePort()];
  const configuration = join(folder, 'kannel.conf');
  writeFileSync(configuration, configurationText({ folder, adminPort, boxPort, port, smscPort: smsc.port }));
  const programs: ReturnType<typeof run>[] = [];
  const stop = async () => {
    for (const program of programs.reverse()) await program.stop();
    smsc.stop();
    callbacks.stop();
  };
  programs.push(run(bearerbox, configuration));
  await until(() => smsc.binds() > 0, 'Kannel did not bind', stop);
  programs.push(run(smsbox, configuration));
  await until(() => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false), 'Kannel does not answer', stop);
  const wish = receipts ? `&dlr-mask=1&dlr-url=${encodeURIComponent(callbacks.url)}` : '';
  // Its two programs find each other a moment after both answer.
  const path = (to: string, text: string) => `/cgi-bin/sendsms?username=bench&password=bench&from=12345&to=${encodeURIComponent(to)}&text=${encodeURIComponent(text)}${wish}`;
  await until(async () => (await fetch(`http://127.0.0.1:${port}${path('15550000001', 'first')}`)).status === 202, 'Kannel takes nothing', stop);
  return {
    port,
    path,
    told: callbacks.told,
    async drained() {
      for (let seen = -1; seen !== smsc.submits(); ) {
        seen = smsc.submits();
        await pause(500);
      }
    },
    stop,
  };
}

function run(program: string, configuration: string): { stop(): Promise<void> } {
  const child: ChildProcess = spawn(program, ['-v', '4', configuration], { stdio: 'ignore' });
  const guard = tether(child.pid ?? 0, 'TERM');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    async stop() {
      child.kill('SIGTERM');
      // Kannel waits for its queues; what they hold is of no more use.
      const impatient = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await ended;
      clearTimeout(impatient);
      guard.release();
    },
  };
}

async function until(isDone: () => boolean | Promise<boolean>, problem: string, stop: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await isDone()) return;
    await pause(100);
  }
  await stop();
  throw new Error(problem);
}

interface Places {
  folder: string;
  adminPort: number;
  boxPort: number;
  port: number;
  smscPort: number;
}

const configurationText = ({ folder, adminPort, boxPort, port, smscPort }: Places) => `
group = core
admin-port = ${adminPort}
admin-interface = 127.0.0.1
admin-password = bench
smsbox-port = ${boxPort}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
log-file = "${folder}/bearerbox.log"
log-level = 3
dlr-storage = internal
store-type = spool
store-location = "${folder}/spool"

group = smsc
smsc = smpp
smsc-id = bench
host = 127.0.0.1
port = ${smscPort}
transceiver-mode = true
smsc-username = bench
smsc-password = bench
system-type = ""
address-range = ""
max-pending-submits = 100

group = smsbox
bearerbox-host = 127.0.0.1
smsbox-id = box
sendsms-port = ${port}
sendsms-interface = 127.0.0.1
log-file = "${folder}/smsbox.log"
log-level = 3

group = sendsms-user
username = bench
password = bench
max-messages = 10
default-sender = "12345"

group = sms-service
keyword = default
text = "none"
max-messages = 0
`;
