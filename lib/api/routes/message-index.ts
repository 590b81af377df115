import { deltaAnswer, indexInfoAnswer } from '#lib/contracts/messages-answers.ts';
import { deltaQuery, noQuery } from '#lib/contracts/messages-api.ts';
import { AppError } from '#lib/errors.ts';
import { createIndex } from '#lib/use-cases/message-index/create-index.ts';
import { getIndexInfo } from '#lib/use-cases/message-index/get-index-info.ts';
import { getDelta } from '#lib/use-cases/messages/get-delta.ts';
import { defineRoute } from '#lib/api/route.ts';
import { serializeDelta, serializeIndexInfo } from '#lib/api/serializers.ts';

export const messageIndexRoutes = [
  defineRoute({
    operation: 'createMessageIndex',
    method: 'POST',
    path: '/myMessages/v2/messages/index',
    scope: 'MIM',
    limit: 'reads',
    group: 'message-index',
    summary: 'Create the index',
    description: 'Once for each inbox, before anything is read; doing it again does no harm. It lapses after 30 days without use.',
    answers: { 202: { description: 'It is there or being built. Ask for its state.' } },
    query: noQuery,
    // The SDKs send nothing, a blank, or an empty form: whatever it is, it says nothing.
    async handle({ actor }) {
      await createIndex({ actor });
      return { status: 202 };
    },
  }),
  defineRoute({
    operation: 'getMessageIndexInfo',
    method: 'GET',
    path: '/myMessages/v2/messages/index/info',
    scope: 'MIM',
    limit: 'reads',
    group: 'message-index',
    summary: 'Ask for the state of the index',
    answers: { 200: { description: 'Its state, and where the delta begins.', json: indexInfoAnswer } },
    query: noQuery,
    async handle({ actor }) {
      return { status: 200, json: serializeIndexInfo(await getIndexInfo({ actor })) };
    },
  }),
  defineRoute({
    operation: 'getMessagesDelta',
    method: 'GET',
    path: '/myMessages/v2/delta',
    scope: 'MIM',
    limit: 'reads',
    group: 'message-index',
    summary: 'Ask what has changed since a state',
    description: 'Keep the `state` of each answer for the next call. While `hasMore` is true, ask again at once.',
    answers: { 200: { description: 'Ids that came, went or changed, and the next state.', json: deltaAnswer } },
    errors: ['index-missing', 'state-invalid'],
    query: deltaQuery,
    async handle({ actor, standing, query: { state } }) {
      if (state === undefined) throw new AppError('invalid-input', 'Give the state of your last list, delta or index info.', { field: 'state' });
      return { status: 200, json: serializeDelta(await getDelta({ actor, state, standing })) };
    },
  }),
];
