import { writeFileSync } from 'node:fs';
import type { Acknowledged, World } from '#tests/crash/world.ts';

export interface Verdict {
  /** Acknowledged, and not in the store under its id. */
  missing: string[];
  /** Acknowledged, called sent or delivered, and never taken by the network. */
  lost: string[];
  /** Taken twice. */
  doubled: string[];
  /** Acknowledged under two ids. */
  twoIds: string[];
  /** Without an end. */
  stuck: string[];
  /** Inbound texts that are not in the inbox exactly once. */
  inbound: string[];
  /** Taken by the network, which told so, and yet called unknown: the receipt did not find its submit. */
  untold: string[];
  /** Called unknown and never taken: the worker died between the mark of its attempt and the bytes. Honest, and never sent again on a guess. */
  unknown: number;
}

/** Compares what was acknowledged with the store and with the network's ledger. */
export async function judge(world: World, acknowledged: readonly Acknowledged[], inbound: readonly string[]): Promise<Verdict> {
  const stored = await world.rows<{ text: string; direction: string; status: string; state: string | null }>(
    `SELECT m."text", m."direction"::text, r."status"::text, o."state"::text FROM "Message" m
     LEFT JOIN "Recipient" r ON r."mailboxId" = m."mailboxId" AND r."messageId" = m."id"
     LEFT JOIN "Outbox" o ON o."mailboxId" = m."mailboxId" AND o."messageId" = m."id"`,
  );
  const out = stored.filter(({ direction }) => direction === 'out');
  const storedTimes = countOf(out.map(({ text }) => text));
  const takenTimes = countOf(world.centre.taken.map(({ text }) => text));
  const ids = new Map<string, Set<string>>();
  for (const { tag, id } of acknowledged) ids.set(tag, (ids.get(tag) ?? new Set()).add(id));
  const inboundTimes = countOf(stored.filter(({ direction }) => direction === 'in').map(({ text }) => text));
  return {
    missing: [...ids.keys()].filter((tag) => storedTimes.get(tag) !== 1),
    lost: out.filter(({ text, status }) => !takenTimes.has(text) && status !== 'unknown').map(({ text, status }) => `${text} ${status}`),
    doubled: [...takenTimes].filter(([, times]) => times > 1).map(([text]) => text),
    twoIds: [...ids].filter(([, told]) => told.size > 1).map(([tag]) => tag),
    stuck: out.filter(({ state }) => !['done', 'dead', 'cancelled'].includes(state ?? '')).map(({ text, state }) => `${text} ${state ?? ''}`),
    inbound: inbound.filter((text) => inboundTimes.get(text) !== 1),
    untold: out.filter(({ text, status }) => status === 'unknown' && takenTimes.has(text)).map(({ text }) => text),
    unknown: out.filter(({ text, status }) => status === 'unknown' && !takenTimes.has(text)).length,
  };
}

const evidence = ['Message', 'Recipient', 'Outbox', 'Attempt', 'StatusEvent', 'CarrierReference', 'ParkedReceipt', 'SmppDelivery'];

/** For whoever looks into a fault: the whole store, the network's ledger and the log of all processes. */
export async function writeEvidence(world: World, file: string): Promise<void> {
  const tables: Record<string, unknown> = {};
  for (const table of evidence) tables[table] = await world.rows(`SELECT * FROM "${table}"`);
  writeFileSync(file, JSON.stringify({ ...tables, taken: world.centre.taken, log: world.logs().split('\n') }, null, 1));
}

/** What a verdict is when nothing went wrong. */
export const faultless = { missing: [], lost: [], doubled: [], twoIds: [], stuck: [], inbound: [], untold: [] };

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
