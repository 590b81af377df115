import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'pages' });

/**
 * Next and libraries write to the console, errors with what a visitor sent among them. In production that goes to the log, where
 * everything that must not be read is taken out (T23). Mere remarks, such as how long Next took to read its settings, stand in no one's way.
 */
export function sendConsoleToLog(): void {
  const errorOf = (parts: unknown[]) => parts.find((part): part is Error => part instanceof Error);
  /* eslint-disable no-console -- this is the one place that takes the console over */
  console.error = (...parts: unknown[]) => log.error({ err: errorOf(parts) }, 'a page or a library reported an error');
  console.warn = (...parts: unknown[]) => log.warn({ err: errorOf(parts) }, 'a page or a library warned');
  console.log = console.info = () => log.debug('a page or a library made a remark');
  /* eslint-enable no-console */
}
