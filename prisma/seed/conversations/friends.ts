import type { Conversation } from '#prisma/seed/conversations/conversation.ts';

export const friends: readonly Conversation[] = [
  {
    with: ['ben'],
    starred: true,
    script: `
@344 17:20
< You left your belay device in my trunk. It's been to Spokane and back
> It deserved a trip
< It didn't say much
@301 07:42
< Wall opens at 8, want to get the short routes before the school group?
> Leaving now. Bring chalk, I'm out
< Chalk I have. Excuses you bring yourself
@268 21:05
> How's the knee
< It bends. It complains. It bends
> That's knees
@229 12:33
< Lunch? The dumpling place, they forgave me
> What did you do
< I asked for a fork
@203 18:58
< Congratulations, boss
> Not boss. "Lead". Which means more calendar
< I'll tell people I knew you when you still answered your phone
@171 16:14
< Can you look at this paragraph before I send it to the co-op? "We would welcome clarity" - too passive?
> Say "We need a date." That's the whole paragraph
< You're frightening. Sent
@132 09:08
< They gave us a date {fav}
> Of course they did
@101 19:26
< Is it weird to bring a rice cooker to a potluck
> Full or empty
< I hadn't thought that far
@66 14:50
< Water heater died. Do you still have the number of the man who frowns
> Sending it. He frowns, but he knows things
< He frowned for an hour. Worth every dollar
@24 20:12
< Sunday long hike, the ridge one? Out by 6, back by dark
> In. I'll bring Dad's old map
< Bring two. Last time you ate one
> That was a receipt
@1 12:40
< {pic ridge}
< Top of the ridge, just now. You'd have hated the last mile. You'd have loved this
> Stop it, I'm in a budget meeting
@1 17:26
>w Here is my map from last year {pic trail-map} {fail too-large}
@-41m
< On the ferry now, signal comes and goes. Dinner tonight?
>d I have a call until noon, then I'm free
+4m
>w Which pier do you land at?
`,
  },
  {
    with: ['chen'],
    script: `
@296 15:10
< Your sample deck arrived with a coffee ring on page 4. Is that the concept
> That's the watermark. Very premium
< We love it. We also love page 4 without it
@222 10:26
> Are you free to look at type tomorrow? One hour, I'll bring the good pastries
< For the pastries I'm free. For type I'm available
@187 21:04
< I cannot stop thinking about Ben’s font. He is wrong in a very well argued way
> He said the same of you, with footnotes
< Send me the footnotes
> There are eleven
@155 18:31
< The client said "make it feel like a Tuesday"
> Which Tuesday
< I asked. They said "the good one"
@79 11:48
> Final files are in the folder. I renamed final_FINAL to final, for peace
< My heart rate just dropped
@30 19:55
< Booked it. Two weeks, Lisbon first, then wherever the train is warm
> Jealous. Bring me a tile
< One tile. Legally obtained
@4 06:37
< Boarding. No plan over there, so I go quiet until I'm back. Hold my page 4
> Holding it with both hands. Go rest
@1 15:02
>w They approved all of it. All of it, Chen. Call me when you are somewhere with a signal {roaming}
`,
  },
  {
    with: ['gus'],
    script: `
@262 08:50
< Morning. Piano is tuned. It had opinions about the F sharp
> Don't we all. What do I owe you?
< Eighty. Or seventy and some of those lemons
> Seventy and lemons. Done
@195 17:04
< The lemons are gone. I made a curd. My neighbor wants to know your neighbor
> I'm the neighbor
< Then hello
@110 12:16
> Inés starts lessons next month. Is the low bench still in your van?
< It lives there. I'll bring it Saturday
> You're kind
< I'm retired. Same thing
@38 09:41
< Heard her through the window when I came by. She counts out loud. Keep that
> I'll tell her you said so {fav}
@5 18:20
< F sharp again?
> F sharp again
< Wednesday at ten
`,
  },
  {
    with: ['priya'],
    script: `
@330 13:12
< Ok who told you about the job and was it Marcus
> It was Marcus
< I'm going to kill him. Apply though
@277 19:47
< Applying is fine, spiralling is optional
> I'm doing both
< Efficient
@206 17:31
< YOU GOT IT 🎉🎉
> I GOT IT
< Dinner on you forever now, that's the rule
@167 08:05
> Can I borrow the tent, the green one, two nights
< It smells of last year
> So do I
@124 21:38
< Do you still talk to Elif? She's moving back
> Only at weddings. Let's fix that
< Thursday then, the noisy place
@83 10:29
< Ran 9k without stopping. I'm telling everyone individually
> I'm proud of you individually
@49 18:02
>w Party on the 14th, six o'clock, our place. No presents, bring a chair {send party}
< A chair?
> We own four
@12 20:15
< Your speech was the right length and nobody ever says that
> It was 90 seconds
< Exactly {fav}
@2 08:44
> Packing. Do you need your charger back before the trip?
+20m
< Keep it till Friday
@-150m
< Can you bring the long charger? Mine died on a video call, mid-sentence, mid-promotion {unread}
`,
  },
  {
    with: ['marcus'],
    script: `
@321 16:20
< I did not tell you about a job. I mentioned a job near you
> Thank you for mentioning it near me
@249 11:35
< Need a favor with a short deadline and no money
> You have my attention, somehow
< Poster for the repair cafe. Two colors. One of them is free
@247 18:50
> Two colors, one poster, no charge. You owe me a toaster repair
< Bring the toaster, bring the crumbs
@181 10:02
< 43 people came. We fixed 31 things and made 2 worse
> Which two
< Both were mine
@122 13:28
< Are you still good for reading the grant text?
>d Yes. Notes by tomorrow evening
< You answer fast for a person with a job
@71 09:30
< Grant came through!! New soldering irons for everyone over ten
>w That’s the best sentence you ever sent me. I am coming on opening day with the toaster, both extension cords, and every dead lamp in this building
@49 18:02
>w Party on the 14th, six o'clock, our place. No presents, bring a chair {send party}
< Chair secured. It folds, mostly
@3 14:06
< Can we move Thursday to 3?
>d You are set for 3:00 on Thursday. Same room as last time
`,
  },
];
