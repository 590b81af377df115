import type { Conversation } from '#prisma/seed/conversations/conversation.ts';

/** Short codes, and numbers that are in nobody's list. */
export const codesAndStrangers: readonly Conversation[] = [
  {
    with: ['brightleaf'],
    script: `
@341 20:15
< Brightleaf: 730 114 is your sign-in code. It works for 10 minutes.
@228 08:31
< Brightleaf: 118 902 is your sign-in code. It works for 10 minutes.
@152 21:47
< Brightleaf: 664 027 is your sign-in code. It works for 10 minutes.
@152 21:52
< Brightleaf: New device signed in. If this was not you, change your password.
@57 19:10
< Brightleaf: 391 556 is your sign-in code. It works for 10 minutes.
@2 18:05
< Brightleaf: Your sign-in code is 204 318. Never share it with anybody, us included. {unread}
`,
  },
  {
    with: ['swiftbox'],
    script: `
@333 09:20
< Swiftbox: A parcel for you comes today between 13:00 and 15:00. Reply 2 to leave it with a neighbor.
> 2
< Swiftbox: Thank you. It will be left with RUTH, NO. 14.
@245 10:02
< Swiftbox: Delivered. Left at the front door.
@161 11:44
< Swiftbox: Sorry, we missed you. Reply 1 for tomorrow, 3 to collect it.
> 1
< Swiftbox: See you tomorrow between 9:00 and 12:00.
@98 12:30
< Swiftbox: A parcel for you comes today between 14:00 and 16:00.
@21 09:11
< Swiftbox: A parcel for you comes tomorrow. Reply 2 to leave it with a neighbor.
@20 15:48
< Swiftbox: Delivered. Handed to a person who said "finally".
`,
  },
  {
    with: ['pharmacy'],
    script: `
@270 11:05
< Corner Pharmacy: A prescription for A. R. is ready. Open until 19:00.
@159 11:05
< Corner Pharmacy: Time for a refill? Reply R and we get it ready.
> R
< Corner Pharmacy: Thank you. Ready tomorrow after 10:00.
@39 11:05
< Corner Pharmacy: A prescription for I. R. is ready. Open until 19:00.
`,
  },
  {
    with: ['credit-union'],
    script: `
@315 07:30
< Harbor Row Credit Union: Your statement is ready in the app.
@223 16:18
< Harbor Row Credit Union: Card ending 40 was used for $212.60 at a garage. Not you? Call the number on your card.
@136 07:30
< Harbor Row Credit Union: Your statement is ready in the app.
@84 13:02
< Harbor Row Credit Union: A transfer of $180.00 to W. PRUITT was sent.
@46 07:30
< Harbor Row Credit Union: Your statement is ready in the app.
@13 18:25
< Harbor Row Credit Union: Your card was declined: wrong PIN. Two tries are left.
`,
  },
  {
    with: ['ferries'],
    script: `
@288 06:40
< Sound Ferries: The 7:05 runs about 20 minutes late. Low tide.
@199 17:12
< Sound Ferries: Service is back to normal.
@107 06:38
< Sound Ferries: The 7:05 is cancelled. The next boat leaves at 7:50.
> STOP
+1m
< Sound Ferries: You get no more notices. Reply START to have them again.
@18 07:20
> START
< Sound Ferries: Welcome back. You get notices for the 7:05 and the 17:30.
@1 16:02
< Sound Ferries: The 17:30 runs on time. Sea state calm.
`,
  },
  {
    with: ['power'],
    script: `
@329 17:44
< Cascade Light: A line is down near you. A crew is on its way. Estimate 20:00.
+2h
< Cascade Light: Power is back. Thank you for your patience.
@64 09:00
< Cascade Light: Meter reading on Tuesday. Please keep the gate unlocked.
`,
  },
  {
    with: ['no-plan'],
    script: `
@6 10:24
>w Hi, is the blue kayak from the notice board still for sale? {fail no-messaging-plan}
`,
  },
  {
    with: ['wrong-number'],
    script: `
@185 20:56
< Grandma the eagle has landed. I repeat the eagle has landed
> I think you have the wrong number, but congratulations to the eagle
< Oh no. Sorry! It's a turkey. Long story
> Now I need the story
`,
  },
  {
    with: ['driver'],
    script: `
@91 18:12
< Hi this is your driver with the noodles. Gate or stairs?
> Gate please, it is open
< I see a cat
> He is the gatekeeper. Thank you!
`,
  },
];
