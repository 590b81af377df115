import { defineConfig } from 'vitest/config';

/** The runner ends what hangs; no test sets a limit of its own, and none measures time. */
const hungMs = 120_000;

export default defineConfig({
  test: {
    testTimeout: hungMs,
    hookTimeout: hungMs,
    maxWorkers: 2,
    reporters: process.env.CI ? ['dot'] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['tests/{domain,client,components,architecture,contracts,content,leaves,scripts}/**/*.test.ts'],
          setupFiles: ['tests/support/no-network.ts', 'tests/support/console-noise.ts'],
          env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', HANDSET_SECRET: 'only-for-tests-'.repeat(3), DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
        },
      },
      {
        extends: true,
        test: {
          name: 'crash',
          include: ['tests/crash/**/*.test.ts'],
          setupFiles: ['tests/support/no-network.ts', 'tests/support/console-noise.ts'],
          // Ten rounds of killed processes on a loaded machine.
          testTimeout: 3 * hungMs,
          hookTimeout: 3 * hungMs,
          env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', HANDSET_SECRET: 'only-for-tests-'.repeat(3) },
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['tests/{api,carriers,data,oauth,server,use-cases,worker}/**/*.test.ts'],
          globalSetup: ['tests/support/test-server.ts'],
          setupFiles: ['tests/support/no-network.ts', 'tests/support/console-noise.ts', 'tests/support/own-database.ts'],
          env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', HANDSET_SECRET: 'only-for-tests-'.repeat(3) },
        },
      },
    ],
  },
});
