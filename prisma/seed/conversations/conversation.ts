import type { PersonName } from '#prisma/seed/people.ts';

/**
 * One thread of Ana's inbox, written as a script. A line is one message:
 *
 *     @340 18:05      340 days ago at five past six in the evening
 *     @-95m           95 minutes before the seed runs, or before people went to bed
 *     +2h             two hours later (m, h, d)
 *     < text          from the one other person
 *     ben: text       from one of a group
 *     > text          from Ana; on her phone or on the page, as it falls
 *     >p >w >d text   from her phone, from the page, by the app Desk
 *
 * A line may end in marks: {pic cat}, {fav}, {unread}, {send party} (one act of sending to several), {unknown}, {roaming},
 * {fail no-messaging-plan}.
 */
export interface Conversation {
  /** Everybody but Ana; more than one is a group. */
  with: readonly PersonName[];
  title?: string;
  pinned?: boolean;
  starred?: boolean;
  /** Typed and not sent. */
  draft?: string;
  script: string;
}
