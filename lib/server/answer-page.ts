import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDatabaseAnswering } from '#lib/data/database-state.ts';
import { databaseAway, needsDatabase, watchForFailure } from '#lib/server/failed-pages.ts';
import { setPagePolicy } from '#lib/server/front-door.ts';
import { readPost, refuseForeignPost } from '#lib/server/page-posts.ts';
import { answerPlainly } from '#lib/server/plain-answer.ts';
import { redirectBySeeOther, refuseLookAhead } from '#lib/server/see-other.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** As long as a connection of the pool is waited for (F16). */
const databaseWaitMs = 2_000;

/** A page's way: what is sent is looked at first, then the database, and only then Next. */
export async function answerPage(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const refusal = refuseForeignPost(request) ?? refuseLookAhead(request);
  if (refusal) return answerPlainly(request, response, refusal);
  const posted = await readPost(request);
  if (posted === null) return response.destroy();
  if ('status' in posted) return answerPlainly(request, response, posted);
  if (needsDatabase(request) && !(await isDatabaseAnswering(databaseWaitMs))) return answerPlainly(request, response, databaseAway);
  setPagePolicy(posted, response);
  redirectBySeeOther(posted, response);
  watchForFailure(posted, response);
  return handle(posted, response);
}
