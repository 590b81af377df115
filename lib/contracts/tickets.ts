import { z } from 'zod';
import { businessCaseMaxCharacters, businessCaseMinCharacters, limitCeiling } from '#lib/domain/limit-increase.ts';

const clientId = z.string().min(1).max(64);
const limitName = z.enum(['sends', 'reads'], { error: 'Choose sends or reads.' });
const number = z.int().min(1).max(2_147_483_647);
const version = z.int().min(1);
const figure = z
  .int({ error: 'Write a whole number of calls a minute.' })
  .min(1, { error: 'Write a whole number of calls a minute.' })
  .max(limitCeiling, { error: `No limit can be higher than ${limitCeiling} a minute.` });

/** A day; the limit holds to its end, UTC. */
const untilDay = z.iso.date({ error: 'Write the day as year-month-day.' });
const body = z.string().trim().min(1, { error: 'Write something first.' }).max(5000, { error: 'Use at most 5,000 characters.' });

const businessCase = z
  .string()
  .trim()
  .min(businessCaseMinCharacters, { error: `Say who writes to whom and when it peaks, in at least ${businessCaseMinCharacters} characters.` })
  .max(businessCaseMaxCharacters, { error: `Use at most ${businessCaseMaxCharacters} characters.` });

const wanted = {
  requested: figure,
  businessCase,
  contact: z.email({ error: 'Write an e-mail address the support team can ask.' }).max(254),
  until: untilDay.nullable().default(null),
};

export const fileRequestInput = z.strictObject({ clientId, limitName, ...wanted });
export type FileRequestInput = z.infer<typeof fileRequestInput>;
export const amendRequestInput = z.strictObject({ number, version, ...wanted });
export const ownTicketInput = z.strictObject({ number, version });
export const answerInput = z.strictObject({ number, body });

export const assignInput = z.strictObject({ numbers: z.array(number).min(1).max(100), assigneeId: z.uuid().nullable() });
export const startReviewInput = z.strictObject({ number, version });
export const replyInput = z.strictObject({ number, body, internal: z.boolean() });

const decisionKinds = ['approve', 'approve-in-part', 'approve-until', 'counter-offer', 'ask', 'deny'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export const decideInput = z.strictObject({
  number,
  version,
  kind: z.enum(decisionKinds, { error: 'Choose what you decide.' }),
  granted: figure.nullable().default(null),
  until: untilDay.nullable().default(null),
  reason: z.string().trim().max(2000, { error: 'Use at most 2,000 characters.' }).default(''),
});

/** The queue's state is its address: what cannot be read falls back, so an old link never fails. */
const queueViews = ['open', 'mine', 'unassigned', 'due', 'waiting', 'closed'] as const;
const queueSorts = ['app', 'environment', 'age', 'due', 'risk', 'state', 'assignee', 'asked'] as const;
export type QueueView = (typeof queueViews)[number];
export type QueueSort = (typeof queueSorts)[number];

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) => z.preprocess(first, z.enum(values).nullable().catch(null).default(null));

export const queueQuery = z.object({
  view: z.preprocess(first, z.enum(queueViews).catch('open')),
  q: z.preprocess(first, z.string().trim().max(80).catch('')),
  environment: oneOf(['sandbox', 'production']),
  limit: oneOf(['sends', 'reads']),
  risk: oneOf(['low', 'medium', 'high']),
  sort: z.preprocess(first, z.enum(queueSorts).catch('due')),
  dir: z.preprocess(first, z.enum(['asc', 'desc']).catch('asc')),
  page: z.preprocess(first, z.coerce.number().int().min(1).max(10_000).catch(1)),
});
export type QueueQuery = z.infer<typeof queueQuery>;
