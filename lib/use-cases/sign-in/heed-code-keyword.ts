import type { InboundMessage } from '#lib/carriers/carrier.ts';
import { env } from '#lib/env.ts';
import { spendAbusePoint } from '#lib/data/abuse-limits.ts';
import { deleteCodeOptOut, insertCodeOptOut } from '#lib/data/code-opt-outs.ts';
import type { Sql } from '#lib/data/pool.ts';
import { keywordOf } from '#lib/domain/keyword.ts';
import { abuseKey, abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';

/**
 * A line that texts STOP to Handset's own short code gets no codes until it texts START (T14). Answers the one text that confirms it, or null
 * where nothing changed. Only the line's own texts count, in the transaction that takes them in.
 */
export async function heedCodeKeyword(tx: Sql, inbound: InboundMessage): Promise<string | null> {
  if (inbound.from !== inbound.msisdn || !inbound.to.includes(env.OWN_SHORT_CODE)) return null;
  const keyword = keywordOf(inbound.text);
  if (keyword !== 'stop' && keyword !== 'start') return null;
  const changed = keyword === 'stop' ? await insertCodeOptOut(tx, inbound.msisdn) : await deleteCodeOptOut(tx, inbound.msisdn);
  if (!changed || (await spendAbusePoint(abuseRules.keywordReplyPerNumberDay, abuseKey(inbound.msisdn))) > 0) return null;
  return keyword === 'stop'
    ? 'Handset: you get no more sign-in codes here. Text START to get them again.'
    : 'Handset: sign-in codes come here again. Text STOP to end them.';
}
