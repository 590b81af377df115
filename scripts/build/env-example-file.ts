import { settings } from '#lib/env.ts';

const heading = `# Settings of Handset. Written by \`npm run env:example\` out of lib/env.ts.
# Copy this file to .env and take the # away from what you change; what is set in the environment wins over .env.
`;

/** `.env.example`: each setting with its sentence and its default. */
export function exampleFile(): string {
  const entries = Object.entries(settings).map(([name, rule]) => {
    const standard = rule.safeParse(undefined);
    const value = standard.success && standard.data !== undefined && name !== 'HANDSET_DATA_DIR' ? String(standard.data) : '';
    return `\n# ${rule.description ?? ''}\n#${name}=${name === 'HANDSET_DATA_DIR' ? '.handset' : value}\n`;
  });
  return heading + entries.join('');
}
