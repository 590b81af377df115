import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endingOf } from './endings.mjs';
import { installPackages } from './install.mjs';
import { Problem, say } from './steps.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const serving = ['start', 'dev'];

/** Makes sure of the packages and of Node, then runs the command: in this process if it is the right Node, else in a child. */
export async function boot(command, parameters) {
  const script = join(root, 'scripts', 'commands', `${command}.ts`);
  if (!/^[a-z0-9-]+$/.test(command) || !existsSync(script)) throw new Problem(`There is no command "${command}" in scripts/commands.`);
  process.chdir(root);
  loadEnvFile();
  if (serving.includes(command)) {
    say(`Handset ${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}`);
    await requireFreePort();
  }
  await installPackages(root);

  const own = join(root, 'node_modules', '.bin', 'node');
  const right = existsSync(own) ? own : process.execPath;
  if (right === process.execPath && !runsTypeScript()) {
    throw new Problem(`Handset runs on Node.js 24 and brings it along for Linux. For ${process.platform}-${process.arch}, install Node.js 24 (22.18 at least) and start again; this is ${process.version}.`);
  }
  if (realpathSync(right) === realpathSync(process.execPath)) {
    process.argv.splice(1, process.argv.length, script, ...parameters);
    await import(pathToFileURL(script).href);
  } else {
    process.exitCode = await runBelow(right, [script, ...parameters]);
  }
}

function runsTypeScript() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** Settings of the file `.env`; what is set in the environment wins. */
function loadEnvFile() {
  if (existsSync(join(root, '.env')) && process.loadEnvFile) process.loadEnvFile(join(root, '.env'));
}

function requireFreePort() {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Problem('Setting PORT must be a whole number from 0 to 65535, for example: PORT=3001 npm start');
  return new Promise((resolve, reject) => {
    const trial = createServer();
    trial.once('error', (error) => {
      if (error.code === 'EADDRINUSE') reject(new Problem(`Port ${port} is in use by another program. Choose another one: PORT=${port < 65000 ? port + 1 : 3001} npm start`));
      else if (error.code === 'EACCES') reject(new Problem(`Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`));
      else reject(new Problem(`The server cannot listen on ${process.env.HOST || '127.0.0.1'} port ${port}: ${error.code}. Check HOST and PORT.`));
    });
    trial.listen(port, process.env.HOST || '127.0.0.1', () => trial.close(() => resolve()));
  });
}

/** Runs a command on another Node, hands signals on, and asks it to end when whoever started this process is gone. */
function runBelow(node, parameters) {
  const child = spawn(node, parameters, { cwd: root, env: { ...process.env, HANDSET_STARTED_BY: String(process.pid) }, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal) console.error(`\nHandset ${endingOf(code, signal)}.`);
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 1));
    });
  });
}
