'use server';

import { developerAction, supportAction } from '#lib/actions/action-client.ts';
import { amendRequestInput, answerInput, assignInput, decideInput, fileRequestInput, ownTicketInput, replyInput, startReviewInput } from '#lib/contracts/tickets.ts';
import { amendRequest } from '#lib/use-cases/tickets/amend-request.ts';
import { answerTicket } from '#lib/use-cases/tickets/answer-ticket.ts';
import { assignTickets } from '#lib/use-cases/tickets/assign-tickets.ts';
import { decideTicket } from '#lib/use-cases/tickets/decide-ticket.ts';
import { fileRequest } from '#lib/use-cases/tickets/file-request.ts';
import { replyToTicket } from '#lib/use-cases/tickets/reply-to-ticket.ts';
import { acceptOffer, declineOffer } from '#lib/use-cases/tickets/respond-to-offer.ts';
import { startReview } from '#lib/use-cases/tickets/start-review.ts';
import { withdrawRequest } from '#lib/use-cases/tickets/withdraw-request.ts';

export const fileRequestAction = developerAction
  .metadata({ name: 'file-request' })
  .inputSchema(fileRequestInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => fileRequest({ actor, input }));

export const amendRequestAction = developerAction
  .metadata({ name: 'amend-request' })
  .inputSchema(amendRequestInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(amendRequest({ actor, input })));

export const withdrawRequestAction = developerAction
  .metadata({ name: 'withdraw-request' })
  .inputSchema(ownTicketInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(withdrawRequest({ actor, input })));

export const answerTicketAction = developerAction
  .metadata({ name: 'answer-ticket' })
  .inputSchema(answerInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(answerTicket({ actor, input })));

export const acceptOfferAction = developerAction
  .metadata({ name: 'accept-offer' })
  .inputSchema(ownTicketInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(acceptOffer({ actor, input })));

export const declineOfferAction = developerAction
  .metadata({ name: 'decline-offer' })
  .inputSchema(ownTicketInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(declineOffer({ actor, input })));

export const assignTicketsAction = supportAction
  .metadata({ name: 'assign-tickets' })
  .inputSchema(assignInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => assignTickets({ actor, input }));

export const startReviewAction = supportAction
  .metadata({ name: 'start-review' })
  .inputSchema(startReviewInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(startReview({ actor, input })));

export const replyToTicketAction = supportAction
  .metadata({ name: 'reply-to-ticket' })
  .inputSchema(replyInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(replyToTicket({ actor, input })));

export const decideTicketAction = supportAction
  .metadata({ name: 'decide-ticket' })
  .inputSchema(decideInput)
  .action(async ({ parsedInput: input, ctx: { actor } }) => done(decideTicket({ actor, input })));

async function done(work: Promise<void>): Promise<{ done: true }> {
  await work;
  return { done: true };
}
