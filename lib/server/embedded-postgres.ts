/**
 * A PostgreSQL of our own, out of a registry package, for installations that have none. Crash-safe settings, loopback only, passwords
 * always, nothing of what people write in its log.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort, isFree } from '#lib/server/free-port.ts';
import { endLeftOverPostgres } from '#lib/server/left-over-postgres.ts';
import { findPlace, type PostgresPlace } from '#lib/server/postgres-place.ts';
import { tether } from '#lib/server/tether.ts';

const majorVersion = '18';

export interface EmbeddedPostgresOptions {
  /** The folder for the database, made when absent; elsewhere if the server's user cannot reach it. */
  folder: string;
  superuserPassword: string;
  /** The password of the role `handset`, which owns the database and is no superuser. */
  ownerPassword: string;
  /** False for tests: no waiting for the disk, data made anew, removed at the end, and in a temporary folder when the wanted one cannot be reached. */
  durable: boolean;
  say: (text: string) => void;
}

export interface EmbeddedPostgres {
  /** The database `handset` as its owner. */
  databaseUrl: string;
  /** The database `postgres` as the superuser, for tests that make databases. */
  superuserUrl: string;
  /** Where the data really are. */
  dataFolder: string;
  logFile: string;
  /** Settles when the server ends, whoever ended it. */
  ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, then a checkpoint. Immediate after 8 seconds. */
  stop(): Promise<void>;
}

/** Starts the server, making its data folder, role and database when they are absent. Throws one sentence a person can act on. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await findPlace({ wanted: options.folder, temporary: !options.durable, say: options.say });
  checkVersion(place);
  await endLeftOverPostgres(place.dataFolder, options.say);
  if (!options.durable) rmSync(place.dataFolder, { recursive: true, force: true });
  if (!existsSync(place.dataFolder)) await initialise(place, options);
  const { child, port } = await launch(place, options);
  const guard = tether(child.pid ?? 0, 'INT', options.durable ? 3 : 0);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      guard.release();
      resolve();
    });
  });
  await makeDatabase(urlOf('postgres', options.superuserPassword, port, 'postgres'), options);
  return {
    databaseUrl: urlOf('handset', options.ownerPassword, port, 'handset'),
    superuserUrl: urlOf('postgres', options.superuserPassword, port, 'postgres'),
    dataFolder: place.dataFolder,
    logFile: join(place.folder, 'server.log'),
    ended,
    async stop() {
      child.kill('SIGINT');
      const immediate = setTimeout(() => child.kill('SIGQUIT'), 8000);
      await ended;
      clearTimeout(immediate);
      if (!options.durable) rmSync(place.folder, { recursive: true, force: true });
    },
  };
}

const urlOf = (user: string, password: string, port: number, database: string): string =>
  `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

function checkVersion({ dataFolder }: PostgresPlace): void {
  if (!existsSync(dataFolder)) return;
  let version: string;
  try {
    version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  } catch (cause) {
    throw new Error(`The database in ${dataFolder} cannot be read. Start Handset as the same user as before.`, { cause });
  }
  if (version !== majorVersion) {
    throw new Error(`The database in ${dataFolder} was made by PostgreSQL ${version}; this version of Handset brings ${majorVersion}. Dump it with the old version and load it with the new one.`);
  }
}

const identity = ({ user }: PostgresPlace) => (user ? { uid: user.uid, gid: user.gid } : {});
// Nothing of the caller's PG* variables or locale may reach the server.
const cleanEnvironment: NodeJS.ProcessEnv = { NODE_ENV: 'production', PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };

/** Into a folder beside, renamed when complete: a start that is cut short leaves nothing that looks like a database. */
async function initialise(place: PostgresPlace, options: EmbeddedPostgresOptions): Promise<void> {
  options.say(`Making a database in ${place.dataFolder}`);
  const unfinished = `${place.dataFolder}.unfinished`;
  const passwordFile = join(place.folder, 'password');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (place.user) for (const path of [unfinished, passwordFile]) chownSync(path, place.user.uid, place.user.gid);
  const parameters = ['-D', unfinished, '-U', 'postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'];
  try {
    await run(place.initdb, [...parameters, ...locale, ...(options.durable ? [] : ['--no-sync'])], place);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, place.dataFolder);
}

function run(command: string, parameters: string[], place: PostgresPlace): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { ...identity(place), cwd: '/', env: cleanEnvironment, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The database could not be made: ${complaint.trim().split('\n').at(-1) ?? ''}`));
    });
  });
}

function settingsFor(durable: boolean, dataFolder: string): Record<string, string | number> {
  const safe = durable ? 'on' : 'off';
  const megabytes = Math.floor(totalmem() / 1_048_576);
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: `${Math.max(64, Math.min(1024, Math.floor(megabytes / 16)))}MB`,
    max_wal_size: `${walMegabytes(dataFolder)}MB`,
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off', // our statements are short: compiling them costs more than running them
    fsync: safe,
    full_page_writes: safe,
    synchronous_commit: safe,
    // What people write must not reach this log: no statements, no parameters, no errors that quote them, no details with key values.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_min_duration_statement: -1,
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
}

/**
 * How much log may gather between checkpoints, up to a tenth of the free disk. After a checkpoint the first change of a page logs all of it, and
 * a message changes a dozen pages of its mailbox's own: 50 kB of log a send, 4 kB once they were logged. With 2 GB a busy server is always at the
 * beginning.
 */
function walMegabytes(dataFolder: string): number {
  const { bavail, bsize } = statfsSync(dataFolder);
  return Math.max(1024, Math.min(8192, Math.floor((bavail * bsize) / 1_048_576 / 10)));
}

async function launch(place: PostgresPlace, options: EmbeddedPostgresOptions): Promise<{ child: ChildProcess; port: number }> {
  const noteFile = join(place.folder, 'port');
  const logFile = join(place.folder, 'server.log');
  let port = existsSync(noteFile) ? Number(readFileSync(noteFile, 'utf8')) : 0;
  for (let attempt = 1; ; attempt++) {
    if (!port || !(await isFree(port))) port = await freePort();
    writeFileSync(noteFile, String(port));
    if (existsSync(logFile) && statSync(logFile).size > 10_000_000) renameSync(logFile, `${logFile}.old`);
    const logStart = existsSync(logFile) ? statSync(logFile).size : 0;
    const log = openSync(logFile, 'a', 0o600);
    const parameters = Object.entries(settingsFor(options.durable, place.dataFolder)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(place.postgres, ['-D', place.dataFolder, '-p', String(port), ...parameters], {
      ...identity(place),
      cwd: '/',
      env: cleanEnvironment,
      stdio: ['ignore', log, log],
      detached: true, // Ctrl-C in the terminal must reach the program first, and the database last
    });
    closeSync(log);
    if (await answers(child, urlOf('postgres', options.superuserPassword, port, 'postgres'), options.say)) return { child, port };
    // The processes of a server killed a moment ago need a little to notice; a port may be taken between looking and binding.
    const complaint = readFileSync(logFile, 'utf8').slice(logStart).trim().split('\n').at(-1) ?? '';
    if (attempt === 4) throw new Error(`The database server does not start: ${complaint} (${logFile})`);
    await pause(attempt * 700);
    port = 0;
  }
}

/** True once the server takes statements, false when it ended; throws when it refuses our password. */
async function answers(child: ChildProcess, url: string, say: (text: string) => void): Promise<boolean> {
  const start = Date.now();
  let told = 0;
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  while (child.exitCode === null && child.signalCode === null && !failure) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        child.kill('SIGINT');
        await once(child, 'exit');
        throw new Error('The database does not accept the passwords in secrets.json: that file is not the one it was made with. Put the right one back.');
      }
    } finally {
      await client.end().catch(() => undefined);
    }
    if (Date.now() - start > 2000 * (told + 1)) say(`The database is recovering from a sudden stop (${2 * ++told} s)`);
    await pause(40);
  }
  return false;
}

async function makeDatabase(superuserUrl: string, { ownerPassword }: EmbeddedPostgresOptions): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'handset'");
    if (role.rowCount === 0) await client.query(`CREATE ROLE handset LOGIN PASSWORD ${client.escapeLiteral(ownerPassword)}`);
    const database = await client.query("SELECT 1 FROM pg_database WHERE datname = 'handset'");
    if (database.rowCount === 0) await client.query('CREATE DATABASE handset OWNER handset');
  } finally {
    await client.end();
  }
}
