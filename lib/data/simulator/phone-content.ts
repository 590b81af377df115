import { sql } from '#lib/data/pool.ts';
import type { PhoneMessage } from '#lib/data/simulator/network.ts';

/** A message as it is chosen: how many its conversation has, and how many conversations there are. */
export interface ChosenMessage extends PhoneMessage {
  ofConversation: number;
  conversations: number;
}

/**
 * What a phone shows, newest first, at most `limit`: first the newest message of each conversation, then the second newest of each, and so on. So
 * no conversation is pushed out by another that goes on and on.
 */
export async function listPhoneContent(msisdn: string, limit: number): Promise<ChosenMessage[]> {
  return sql.query<ChosenMessage>(
    `SELECT "id", "msisdn", "direction", "fromAddress" AS "from", "toAddresses" AS "to", "text", "isGroup", "parts", "at", "ofConversation", "conversations" FROM (
       SELECT *, count(*) FILTER (WHERE "place" = 1) OVER ()::int AS "conversations" FROM (
         SELECT *, row_number() OVER (PARTITION BY "conversation" ORDER BY "at" DESC, "id" DESC) AS "place", count(*) OVER (PARTITION BY "conversation")::int AS "ofConversation"
         FROM "SimulatedMessage" WHERE "msisdn" = $1
       ) AS placed ORDER BY "place", "at" DESC, "id" DESC LIMIT $2::int
     ) AS chosen ORDER BY "at" DESC, "id" DESC`,
    [msisdn, limit],
  );
}
