import { defineConfig, devices } from '@playwright/test';

// `npm run test:e2e` and `npm test` start the server, find the browser and say where both are.
const root = process.getuid?.() === 0;

const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1360, height: 860 } };

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.handset/test/playwright',
  // Files run side by side and share one server and its demo people: a test makes what it changes.
  workers: 2,
  retries: 0,
  reporter: [['list'], ...(process.env.E2E_REPORT ? [['json', { outputFile: process.env.E2E_REPORT }] as const] : [])],
  forbidOnly: Boolean(process.env.CI),
  timeout: 240_000,
  expect: { timeout: 40_000 },
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3000',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [...(root ? ['--no-sandbox'] : []), '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
    },
  },
  projects: [
    { name: 'chromium', testIgnore: /secrecy|network|code-stop/, teardown: 'log', use: desktop },
    // Knows its own number in the limits by being the only one that asks for codes.
    { name: 'codes', testMatch: /code-stop\.spec/, dependencies: ['chromium'], use: desktop },
    // Takes the network down under everybody.
    { name: 'network', testMatch: /network\.spec/, dependencies: ['codes'], use: desktop },
    // Searches the server's log of the whole run, so it comes last, whatever failed before.
    { name: 'log', testMatch: /secrecy/ },
  ],
});
