import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '#lib/env.ts';
import { type Prisma, PrismaClient } from '#lib/data/generated/client.ts';
import type { Sql } from '#lib/data/pool.ts';

const shared = globalThis as typeof globalThis & { handsetPrisma?: PrismaClient };

/** One client a process, for everything that is not the message store. */
export function getPrisma(): PrismaClient {
  shared.handsetPrisma ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env.DATABASE_URL,
      max: env.DATABASE_POOL_SIZE,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 5_000,
      application_name: 'handset-orm',
    }),
  });
  return shared.handsetPrisma;
}

export async function closePrisma(): Promise<void> {
  const client = shared.handsetPrisma;
  delete shared.handsetPrisma;
  await client?.$disconnect();
}

export type PrismaTransaction = Prisma.TransactionClient;

export function inTransaction<Result>(work: (tx: PrismaTransaction) => Promise<Result>): Promise<Result> {
  return getPrisma().$transaction(work, { maxWait: 2_000, timeout: 10_000 });
}

/** Lets the SQL functions of the message store take part in a Prisma transaction. */
export function sqlOf(tx: PrismaTransaction): Sql {
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      return tx.$queryRawUnsafe<Row[]>(text, ...values);
    },
    async prepared<Row>(_name: string, text: string, values: readonly unknown[]) {
      return tx.$queryRawUnsafe<Row[]>(text, ...values);
    },
  };
}
