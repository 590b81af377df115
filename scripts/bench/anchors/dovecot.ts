import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#lib/server/free-port.ts';
import { tether } from '#lib/server/tether.ts';
import { ImapConnection } from '#scripts/bench/anchors/imap-connection.ts';
import { programPath } from '#scripts/bench/anchors/packages.ts';

export interface Dovecot {
  connect(user: string): Promise<ImapConnection>;
  stop(): Promise<void>;
}

/** Debian's user and group `daemon` and `mail`: Dovecot wants an owner of mail that is not root. */
const [userId, groupId] = [1, 8];

/** Dovecot 2.3 with mdbox and Xapian, on loopback, in a folder of its own. Null where it is not installed or this is not root. */
export async function startDovecot(folder: string): Promise<Dovecot | null> {
  const program = programPath('dovecot');
  if (!program || process.getuid?.() !== 0) return null;
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['mail', 'run', 'state']) mkdirSync(join(folder, name), { recursive: true });
  chownSync(join(folder, 'mail'), userId, groupId);
  const port = await freePort();
  const configuration = join(folder, 'dovecot.conf');
  writeFileSync(configuration, configurationText(folder, port));
  const child = spawn(program, ['-F', '-c', configuration], { stdio: 'ignore' });
  const guard = tether(child.pid ?? 0, 'TERM');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    guard.release();
  };
  for (let tries = 0; tries < 100; tries += 1) {
    const connection = await ImapConnection.open(port, 'probe').catch(() => null);
    if (connection) {
      connection.close();
      return { connect: (user) => ImapConnection.open(port, user), stop };
    }
    await pause(100);
  }
  await stop();
  throw new Error('Dovecot does not answer');
}

const configurationText = (folder: string, port: number) => `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = mdbox:${folder}/mail/%u
mail_fsync = optimized
mail_plugins = fts fts_xapian
plugin {
  fts = xapian
  fts_xapian = partial=3 full=20
  fts_autoindex = no
  fts_enforced = yes
}
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=${userId} gid=${groupId} home=${folder}/mail/%u
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
  service_count = 0
  process_min_avail = 1
}
service imap {
  service_count = 0
}
namespace inbox {
  inbox = yes
}
`;
