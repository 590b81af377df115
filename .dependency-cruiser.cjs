// Who may import whom. The table in CONTRIBUTING.md says it for people; this file holds it.

/** What a folder may import of ours, besides the leaves (and `lib/domain` imports `lib/errors.ts` alone of those). */
const leaves = '^lib/(env|setting-kinds|smpp-settings|errors|logger|redact|clock|ids|crypto|crash-point)\\.ts$';
const allowed = {
  '^app/': ['^app/', '^components/', '^content/', '^lib/actions/', '^lib/auth/', '^lib/use-cases/', '^lib/contracts/', '^lib/domain/', leaves],
  '^components/': ['^components/', '^content/', '^lib/contracts/', '^lib/domain/'],
  '^content/': ['^content/', '^lib/domain/'],
  '^lib/domain/': ['^lib/domain/', '^lib/errors\\.ts$'],
  '^lib/contracts/': ['^lib/contracts/', '^lib/domain/', leaves],
  '^lib/use-cases/': ['^lib/use-cases/', '^lib/data/', '^lib/contracts/', '^lib/domain/', '^lib/carriers/carrier\\.ts$', leaves],
  '^lib/data/': ['^lib/data/', '^lib/domain/', leaves],
  '^lib/carriers/': ['^lib/carriers/', '^lib/data/(simulator|smpp)/', '^lib/domain/', leaves],
  '^lib/auth/': ['^lib/auth/', '^lib/use-cases/', '^lib/contracts/', '^lib/domain/', leaves],
  '^lib/actions/': ['^lib/actions/', '^lib/auth/', '^lib/use-cases/', '^lib/contracts/', '^lib/domain/', leaves],
  '^lib/api/': ['^lib/api/', '^lib/auth/', '^lib/use-cases/', '^lib/contracts/', '^lib/domain/', leaves],
  '^lib/worker/': ['^lib/worker/', '^lib/use-cases/', '^lib/carriers/', leaves],
};

const matrix = Object.entries(allowed).map(([from, to]) => ({
  name: `imports-of-${from.replace(/[^a-z-]/g, '')}`,
  comment: 'The table in CONTRIBUTING.md says which folder may import which.',
  severity: 'error',
  from: { path: from },
  to: { path: '^(app|components|content|lib|prisma|scripts|tests)/', pathNot: to },
}));

module.exports = {
  forbidden: [
    ...matrix,
    {
      name: 'leaves-import-leaves',
      comment: 'A leaf imports nothing of ours but other leaves.',
      severity: 'error',
      from: { path: leaves },
      to: { path: '^(app|components|content|lib|prisma|scripts|tests)/', pathNot: leaves },
    },
    {
      name: 'the-client-stands-alone',
      comment: 'packages/client is published: it imports nothing but itself, and the product does not import it.',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { pathNot: '^packages/client/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-data-talks-to-postgresql',
      comment: 'The Prisma client and pg belong to lib/data. lib/server starts and migrates the database before lib/data can work.',
      severity: 'error',
      from: { path: '^(app|components|content|lib)/', pathNot: ['^lib/data/', '^lib/server/(embedded-postgres|migrate)\\.ts$'] },
      to: { path: '^(lib/data/generated/|node_modules/(pg|@prisma/[^/]+)/)' },
    },
    {
      name: 'only-doors-import-next',
      comment: 'next/* belongs to app, lib/auth and lib/actions; components take the link and the router.',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/(auth|actions|server)/' },
      to: { path: '^node_modules/(next|next-auth)/' },
    },
    {
      name: 'product-is-free-of-scripts-and-tests',
      severity: 'error',
      from: { path: '^(app|components|content|lib)/' },
      to: { path: '^(scripts|tests|prisma|packages)/' },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-for-production',
      comment: 'The product may not import what only development installs.',
      severity: 'error',
      from: { path: '^(app|components|content|lib)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/data/generated/'] },
    exclude: { path: '^(\\.next|\\.handset)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
