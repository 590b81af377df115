import { getPrisma } from '#lib/data/prisma.ts';

/** The name of a line's owner, as far as one is known. */
export async function findSubscriberName(subscriberId: string): Promise<string | null> {
  const row = await getPrisma().subscriber.findUnique({ where: { id: subscriberId }, select: { name: true } });
  return row?.name ?? null;
}
