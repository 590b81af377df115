import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BenchServer, startProcess } from '#scripts/bench/server.ts';
import { freePort } from '#lib/server/free-port.ts';

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'next.config.mjs': `export default { turbopack: { root: process.env.NEXT_BENCH_ROOT } };\n`,
  'app/layout.jsx': `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n`,
  'app/page.jsx': `export default function Page() { return <p>bare</p>; }\n`,
  'app/api/hello/route.js': `export const dynamic = 'force-dynamic';\nexport async function GET() { return Response.json({ message: 'hello' }); }\n`,
};

/** The Next of this project with nothing in it but a route handler that answers a constant (A6). */
export async function startBareNext(root: string, folder: string): Promise<BenchServer> {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const next = join(root, 'node_modules/next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_BENCH_ROOT: root, NEXT_TELEMETRY_DISABLED: '1' };
  execFileSync(process.execPath, [next, 'build'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  return startProcess([process.execPath, next, 'start', '-H', '127.0.0.1', '-p', String(port)], port, '/api/hello', folder, env);
}
