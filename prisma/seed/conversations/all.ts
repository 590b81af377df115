import type { Conversation } from '#prisma/seed/conversations/conversation.ts';
import { bandmates } from '#prisma/seed/conversations/bandmates.ts';
import { codesAndStrangers } from '#prisma/seed/conversations/codes.ts';
import { family } from '#prisma/seed/conversations/family.ts';
import { friends } from '#prisma/seed/conversations/friends.ts';
import { friendsToo } from '#prisma/seed/conversations/friends-too.ts';
import { groups } from '#prisma/seed/conversations/groups.ts';
import { neighbours } from '#prisma/seed/conversations/neighbours.ts';

/** Ana's inbox: 40 threads, 600 messages. */
export const conversations: readonly Conversation[] = [...family, ...friends, ...friendsToo, ...groups, ...neighbours, ...bandmates, ...codesAndStrangers];
