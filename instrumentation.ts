import type { Instrumentation } from 'next';
import { pageRequestHeader, recordPageFailure } from '#lib/server/failed-pages.ts';

/**
 * Next's own hook for errors of pages, actions and route handlers. It names no error of an action as such: one is what a post to a page
 * fails with while nothing is rendered, or while the action's outcome is written down.
 */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const name = request.headers[pageRequestHeader];
  const isRendering = context.renderSource !== undefined && context.renderSource !== 'react-server-components-payload';
  recordPageFailure(error, typeof name === 'string' ? name : undefined, request.method === 'POST' && context.routeType !== 'route' && !isRendering);
};
