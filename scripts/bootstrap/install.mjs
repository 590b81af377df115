import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, step } from './steps.mjs';

const stampOf = (root) => join(root, 'node_modules', '.handset-lock');
const lockHash = (root) => createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(`${process.platform}-${process.arch}`).digest('hex');

/** `npm ci` when there are no packages or they are not those of package-lock.json. */
export async function installPackages(root) {
  if (!existsSync(join(root, 'package-lock.json'))) throw new Problem('package-lock.json is missing: this is not a whole copy of Handset.');
  const hash = lockHash(root);
  if (existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === hash) return;
  if (!installedByHand(root)) await runNpm(root);
  writeFileSync(stampOf(root), hash);
}

/** Whether npm itself, called by a person, already brought node_modules to this lockfile: npm leaves a lockfile of what it installed. */
function installedByHand(root) {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path) return true;
    if (!installed[path]) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return installed[path].version === entry.version && existsSync(join(root, path));
  });
}

async function runNpm(root) {
  requireSpace(root, 2500);
  await step('Installing the packages of package-lock.json', async (progress) => {
    const counting = setInterval(() => progress(`${percentInstalled(root)} %`), 1000);
    try {
      await npm(root, ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
    } finally {
      clearInterval(counting);
    }
  });
}

function requireSpace(root, megabytes) {
  const { bavail, bsize } = statfsSync(root);
  const free = Math.floor((bavail * bsize) / 1_048_576);
  if (free < megabytes) throw new Problem(`Only ${free} MB are free on the disk of ${root}; packages, build and database need ${megabytes} MB. Make room and start again.`);
}

function percentInstalled(root) {
  const wanted = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages).filter(([path, entry]) => path && !entry.optional);
  const modules = join(root, 'node_modules');
  if (!existsSync(modules)) return 0;
  // npm makes all folders first and fills them then: a package counts once its package.json is there.
  const names = readdirSync(modules).flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name]));
  const present = names.filter((name) => existsSync(join(modules, name, 'package.json')));
  return Math.min(99, Math.round((100 * present.length) / wanted.length));
}

function npm(root, parameters) {
  // Under `npm start` the running npm is known; otherwise the one on the path.
  const script = process.env.npm_execpath && /\.c?js$/.test(process.env.npm_execpath) ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const environment = { ...process.env };
  delete environment.npm_config_ignore_scripts;
  return new Promise((resolve, reject) => {
    const child = spawn(script[0], [...script.slice(1), ...parameters], { cwd: root, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += chunk));
    child.once('error', () => reject(new Problem('npm was not found. It comes with Node.js: https://nodejs.org.')));
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Problem(explain(complaint, code)));
    });
  });
}

function explain(complaint, code) {
  const lines = complaint.split('\n').filter((line) => line && !/complete log|Unknown .* config/.test(line));
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(complaint)) {
    return `The packages could not be fetched: the npm registry does not answer (${lines[0] ?? 'no network'}).\nThis is needed once. Connect to the network, or set up your registry with \`npm config set registry\`, and start again.`;
  }
  if (/ENOSPC/.test(complaint)) return 'The disk is full: the packages need about 1.2 GB. Make room and start again.';
  if (/EACCES|EPERM/.test(complaint)) return `The packages cannot be written here (${lines[0] ?? ''}). Start as the user who owns this folder.`;
  return `The packages could not be installed (npm ci ended with ${code}):\n${lines.slice(0, 12).join('\n')}`;
}
