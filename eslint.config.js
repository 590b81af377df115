import nextPlugin from 'eslint-config-next';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import security from 'eslint-plugin-security';
import tseslint from 'typescript-eslint';

const settingsSentence = 'Settings are read once, in lib/env.ts: import { env } from "#lib/env.ts" so that a bad value is found at boot.';

export default tseslint.config(
  { ignores: ['node_modules/', '.next/', '.next-*/', '.handset/', 'lib/data/generated/', 'next-env.d.ts', 'test-results/', 'packages/client/dist/', '**/*.tmp.*'] },
  ...nextPlugin,
  ...tseslint.configs.strict,
  security.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-console': 'error',
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: settingsSentence }],
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration, TSModuleDeclaration[kind="namespace"], TSParameterProperty', message: 'Node runs these files as they are: erasable syntax only.' }],
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      // These three see an attack in every index and every path; what they look for is tested instead.
      'security/detect-object-injection': 'off',
      'security/detect-non-literal-fs-filename': 'off',
      'security/detect-non-literal-regexp': 'off',
      'security/detect-possible-timing-attacks': 'off',
      'security/detect-child-process': 'off',
      '@next/next/no-html-link-for-pages': 'off', // leaving for the front page with a full load is meant
      'no-empty-pattern': 'error',
      'no-fallthrough': 'error',
      'no-unsafe-finally': 'error',
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    // The checker cannot read \p{…}, and takes an optional group around a repetition for a nested one; both were read by hand and are linear.
    files: ['lib/domain/text-replacements.ts', 'lib/api/route.ts'],
    rules: { 'security/detect-unsafe-regex': 'off' },
  },
  // Only components have hooks; elsewhere `use…` and `module` are words.
  { files: ['**/*.ts'], rules: { 'react-hooks/rules-of-hooks': 'off', '@next/next/no-assign-module-variable': 'off' } },
  { files: ['**/*.tsx'], rules: { ...jsxA11y.flatConfigs.recommended.rules, 'react/no-danger': 'error', 'max-lines': ['error', 300], 'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }] } },
  {
    files: ['lib/env.ts', 'lib/server/embedded-postgres.ts', 'lib/server/postgres-place.ts', 'scripts/**', 'prisma/**', 'prisma.config.ts', '*.config.{ts,js,mjs}', 'tests/**'],
    rules: { 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
  {
    // A table of cases, a list of words or a story of messages is as long as it is; splitting it would only hide it.
    files: ['tests/**', 'content/**', 'prisma/seed/**'],
    rules: { 'max-lines': ['error', 400], 'max-lines-per-function': 'off', 'security/detect-unsafe-regex': 'off', '@typescript-eslint/no-non-null-assertion': 'error', 'security/detect-bidi-characters': 'off' },
  },
  // Written by `npm run client`: as long as the API.
  { files: ['packages/client/src/client.ts'], rules: { 'max-lines': 'off' } },
  { files: ['**/*.{mjs,cjs}'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
