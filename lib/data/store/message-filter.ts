export interface MessageFilter {
  /** Codes that Handset itself texted: true only for the owner of the mailbox (E4). */
  includeOwnCodes: boolean;
  ids?: readonly string[];
  isUnread?: boolean;
  isFavorite?: boolean;
  direction?: 'in' | 'out';
  route?: 'SMS' | 'MMS';
  /** A stored address: the sender of what came in, a recipient of what went out. */
  address?: string;
  /** Keyset: only messages older than this one. */
  beforeId?: string;
  /** From this id on: ids tell the server's time. */
  sinceId?: string;
  hasMedia?: boolean;
}

const hasPart = `EXISTS (SELECT 1 FROM "Part" h WHERE h."mailboxId" = $1::uuid AND h."messageId" = m."id")`;

/** The conditions of a filter as SQL with its values, and a name that is the same for the same shape. `$1` is the mailbox, which the statement itself names. */
export function conditionsOf(filter: MessageFilter): { where: string; values: unknown[]; shape: string } {
  const values: unknown[] = [];
  const parts = ['m."deletedAt" IS NULL'];
  const shape: string[] = [];
  const add = (name: string, value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    shape.push(name);
    parts.push(condition(`$${values.length + 1}`));
  };
  if (!filter.includeOwnCodes) {
    parts.push('NOT m."isOwnCode"');
    shape.push('app');
  }
  // Written out, not passed: only then does a partial index fit.
  const state = (name: string, condition: string | undefined) => {
    if (condition === undefined) return;
    shape.push(name);
    parts.push(condition);
  };
  if (filter.isUnread !== undefined) state(filter.isUnread ? 'unread' : 'read', `${filter.isUnread ? '' : 'NOT '}m."isUnread"`);
  if (filter.isFavorite !== undefined) state(filter.isFavorite ? 'favorite' : 'plain', `${filter.isFavorite ? '' : 'NOT '}m."isFavorite"`);
  if (filter.route !== undefined) state(filter.route.toLowerCase(), `m."route" = '${filter.route}'`);
  if (filter.hasMedia === true) state('media', `m."route" = 'MMS' AND ${hasPart}`);
  if (filter.hasMedia === false) state('bare', `NOT (m."route" = 'MMS' AND ${hasPart})`);
  add('ids', filter.ids, (place) => `m."id" = ANY(${place}::uuid[])`);
  add('before', filter.beforeId, (place) => `m."id" < ${place}::uuid`);
  add('since', filter.sinceId, (place) => `m."id" >= ${place}::uuid`);
  add('direction', filter.direction, (place) => `m."direction" = ${place}::"Direction"`);
  add(
    'address',
    filter.address,
    (place) => `CASE m."direction" WHEN 'in' THEN m."fromAddress" = ${place} ELSE EXISTS (
      SELECT 1 FROM "Recipient" f WHERE f."mailboxId" = $1::uuid AND f."messageId" = m."id" AND f."address" = ${place}) END`,
  );
  return { where: parts.join(' AND '), values, shape: shape.join('-') };
}
