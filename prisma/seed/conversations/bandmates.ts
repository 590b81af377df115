import type { Conversation } from '#prisma/seed/conversations/conversation.ts';

/** Bandmates by themselves. */
export const bandmates: readonly Conversation[] = [
  {
    with: ['joel'],
    script: `
@174 14:20
< Could you sing the low part on the chorus? Sam goes up there and gets lost
> I can go down there and stay
< Perfect
@43 12:55
< {pic setup}
< New pedal. It does one thing and I don't know what
> Is the thing good
< The thing is loud
`,
  },
  {
    with: ['sam'],
    script: `
@235 10:38
< Your capo is in my coat, my coat is at Pia's
> And where is Pia
< In your kitchen, she says
@118 18:15
> Chords for the heron song, verse two: G, D over F sharp, E minor, stay there
< F sharp. Gus will be pleased
@32 21:09
< We're getting better, aren't we
> We are. I wasn't going to say it out loud
`,
  },
];
