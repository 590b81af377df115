import { fileURLToPath } from 'node:url';
import type { LineDirectory } from '#lib/carriers/carrier.ts';
import { openLineFile } from '#lib/carriers/line-directory/line-file.ts';
import { createLineService } from '#lib/carriers/line-directory/line-service.ts';
import { SettingError } from '#lib/env.ts';

/**
 * Facts about lines for carriers that have no directory of their own: a file, or a service of the operator. Throws `SettingError` for a source that
 * is neither, and for a file that cannot be read whole at the first time.
 */
export async function createLineDirectory({ source, token }: { source: string; token: string | null }): Promise<LineDirectory> {
  const url = URL.canParse(source) ? new URL(source) : null;
  if (url?.protocol === 'file:' && url.host === '') return openLineFile(fileURLToPath(url));
  const isOnThisMachine = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if ((url?.protocol === 'https:' || isOnThisMachine) && source.includes('{msisdn}')) return createLineService({ template: source, token });
  throw new SettingError('Setting LINE_DIRECTORY must be file:/path/lines.csv or https://host/lines/{msisdn}. See docs/line-directory.md.');
}
