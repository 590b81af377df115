import { getPrisma } from '#lib/data/prisma.ts';

/** The account that owns an app; null for an unknown one. */
export async function findClientOwner(clientId: string): Promise<string | null> {
  const row = await getPrisma().client.findUnique({ where: { id: clientId }, select: { application: { select: { accountId: true } } } });
  return row?.application.accountId ?? null;
}

/** The account whose app a limit-increase request is for. */
export async function findTicketOwner(limitIncreaseId: string): Promise<string | null> {
  const row = await getPrisma().limitIncrease.findUnique({
    where: { id: limitIncreaseId },
    select: { client: { select: { application: { select: { accountId: true } } } } },
  });
  return row?.client.application.accountId ?? null;
}
