import type { TicketState } from '#lib/domain/limit-increase.ts';
import type { Environment, LimitName } from '#lib/domain/rate-limit.ts';

/** One ticket as the queue shows it. */
export interface QueueTicket {
  number: number;
  state: TicketState;
  environment: Environment;
  limitName: LimitName;
  current: number;
  requested: number;
  granted: number | null;
  appName: string;
  company: string;
  createdAt: string;
  dueAt: string | null;
  risk: 'low' | 'medium' | 'high';
  assignee: { id: string; name: string } | null;
}

const minuteMs = 60_000;

/** `2 d`, `7 h`, `12 min`. */
export function spanWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / minuteMs));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** `× 5`, `× 1.5`. */
export function factorWords(current: number, requested: number): string {
  return `× ${Number((requested / current).toFixed(1))}`;
}
