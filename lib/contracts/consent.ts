import { z } from 'zod';
import { fieldsOf } from '#lib/contracts/form-data.ts';

const scope = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.enum(['IMMN', 'MIM'])).max(4));

/** The consent page's form, as it is posted. */
export const decisionForm = z.preprocess(
  fieldsOf,
  z.strictObject({
    decision: z.enum(['allow', 'deny']),
    scope,
    until: z.string().max(8).default(''),
    end: z.string().max(10).optional(),
    csrf: z.string().max(200),
  }),
);

export const grantForm = z.preprocess(fieldsOf, z.strictObject({ grantId: z.uuid() }));
export const grantEndForm = z.preprocess(fieldsOf, z.strictObject({ grantId: z.uuid(), endsOn: z.string().max(10).optional(), noEnd: z.string().max(4).optional() }));
export const sessionForm = z.preprocess(fieldsOf, z.strictObject({ sessionId: z.uuid() }));

export const notMineForm = z.preprocess(fieldsOf, z.strictObject({ csrf: z.string().max(200) }));
