import type { Instrumentation } from 'next';
import type * as failedPages from '#lib/server/failed-pages.ts';

type Recorder = typeof failedPages;

let recorder: Recorder | null = null;

/** Next builds this file for the edge as well, where nothing of ours runs: what it needs is loaded under Node alone, before any request. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-properties -- the build replaces this very expression and drops the branch for the edge
  if (process.env.NEXT_RUNTIME === 'nodejs') recorder = await import('#lib/server/failed-pages.ts');
}

/**
 * Next's own hook for errors of pages, actions and route handlers. It names no error of an action as such: one is what a post to a page
 * fails with while nothing is rendered, or while the action's outcome is written down.
 */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  if (!recorder) return;
  const name = request.headers[recorder.pageRequestHeader];
  const isRendering = context.renderSource !== undefined && context.renderSource !== 'react-server-components-payload';
  recorder.recordPageFailure(error, typeof name === 'string' ? name : undefined, request.method === 'POST' && context.routeType !== 'route' && !isRendering);
};
