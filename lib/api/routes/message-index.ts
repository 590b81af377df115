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
    query: deltaQuery,
    async handle({ actor, query: { state } }) {
      if (state === undefined) throw new AppError('invalid-input', 'Give the state of your last list, delta or index info.', { field: 'state' });
      return { status: 200, json: serializeDelta(await getDelta({ actor, state })) };
    },
  }),
];
