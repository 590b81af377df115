import type { Conversation } from '#prisma/seed/conversations/conversation.ts';

export const groups: readonly Conversation[] = [
  {
    with: ['ben', 'priya', 'tom', 'holly', 'marcus'],
    title: 'Climbing',
    script: `
@338 18:30
ben: New season, new list. Who is in for Tuesdays
priya: In
tom: In, if someone else holds the guidebook
marcus: In on odd weeks
> In. I own the guidebook, I'll hold it
@291 20:10
tom: Proposal: the loser of the warm-up buys soup
ben: You have proposed this before and bought soup before
tom: I like soup
@243 17:55
priya: I'm ten minutes out, start without me
marcus: We started without you last week and you were faster than all of us
@209 21:18
> My arms are a rumor
ben: You did the overhang. Twice
> Once. The second time I was rescued
holly: It looked like dancing, honestly
@168 12:05
marcus: Hall is closed Tuesday, holds get washed
tom: Who washes a rock
holly: Plastic rock, Tom
@126 08:48
ben: Outdoor day Saturday? Dry since Wednesday
priya: Yes!!
holly: First one outside for me. Tell me what to be afraid of
> The parking
ben: {pic parking-map}
ben: North lot. If it is full, the gravel one behind the mill
@125 19:02
holly: Best day. I have moss in my hair and no complaints
tom: I have complaints but they are about Marcus's sandwiches
marcus: The sandwiches were experimental
> Holly led the last pitch and nobody is talking about it
priya: HOLLY {fav}
@62 18:24
tom: Rope check, mine is from a different decade
ben: Retire it. Make a doormat
tom: Done. Very grippy
@28 20:36
> Sunday ridge hike with Ben, anybody else? Early
holly: How early is early
ben: Six
holly: I meant it as a joke but ok
@-130m
priya: Can we do seven instead of six thirty tonight
tom: Seven is good
+35m
marcus: Odd week, so I'm in {unread}
ben: On the ferry until noon, then yes {unread}
+20m
tom: Bringing soup. Preemptively {unread}
holly: {pic new-wall}
holly: New wall is open. It's taller than it looks {unread}
`,
  },
  {
    with: ['ben', 'priya', 'tom', 'grace', 'marcus', 'holly', 'nadia'],
    title: 'Lake house',
    script: `
@149 19:05
> Ok. One week, one lake, eight of us. I found a house. Who's really in?
priya: Really in
ben: In
tom: In with accordion
nadia: In without accordion
grace: In, I need a desk and a view, in that order
marcus: In, I can do the second half only
holly: In!! I've never been to a lake on purpose
@148 12:40
> {pic lake}
> Four bedrooms, one sleeping porch, a dock, a kettle
tom: I claim the porch
grace: Is there a desk
> There is a table with an attitude
@146 20:18
nadia: What does it come to each
> 212 for the week, without food. 110 if you come for half, Marcus
marcus: Fair
ben: Sent
priya: Sent
@145 08:22
holly: Sent! Also sent 5 extra by accident, keep it for ice cream
tom: The Holly Fund
@121 18:44
> Cars: Ben has four seats, Tom has four seats. Marcus takes the bus on Wednesday
tom: I leave at 9 from the north side
ben: I leave at 10 from everywhere else
nadia: I'm with the person who leaves at 10
grace: Same
@95 21:10
priya: Food plan, everyone takes one dinner. I take Sunday, I make the dal
nadia: Monday, rice and everything
ben: Tuesday. Dumplings. With chopsticks, before you say it
> Wednesday, empanadas, if my aunt's dough and I agree
tom: Thursday, soup
holly: Of course
holly: Friday then, pancakes for dinner
grace: Saturday I order pizza. I am a writer
@72 19:32
marcus: I have the projector from the repair cafe. It works. Do not ask since when
priya: Film nights!
@41 20:05
> Packing list is on the whiteboard here, tell me what is missing
> {pic whiteboard}
ben: Headlamps
nadia: Bug spray, the kind that works
tom: Strings
> Strings?
tom: For the accordion case. The handle broke
@29 08:15
grace: Forecast says sun with a chance of personality
@25 22:30
> Keys are under the third pot. Not the second. The second has a frog
holly: I love this house already
@24 16:50
ben: On the road, Nadia is navigating, we have been to the same farm twice
nadia: It's a beautiful farm
tom: We are here. The frog is real
@23 21:08
priya: {pic sunset}
priya: From the dock, ten seconds ago. No filter, no shoes
grace: I can see you taking it. Come back, the pizza debate started early
> It's Sunday
grace: I like to plan {fav}
@21 21:12
marcus: Bus at 2 tomorrow, will somebody be at the stop?
ben: I'll be there with the loud car
@17 20:45
> Home. Laundry mountain. That was the best week since the singing radiator
nadia: I miss the table with an attitude
tom: I left the porch but it hasn't left me
@16 11:20
ben: Same week next year? I'll ask for the house
priya: Yes
grace: Yes, and a desk
@4 18:55
holly: Who has a spare key? The owner is asking about three, we gave back two
marcus: Not me, I came by bus
@3 09:14
tom: Who has the spare keys? Found one in the accordion case. Never mind
`,
  },
  {
    with: ['pia', 'joel', 'sam'],
    title: 'Low Tide',
    script: `
@297 19:20
sam: We are a band now, so: band chat
pia: Do we have a name
joel: Low Tide. I already drew it
> We have a logo before we have a song. I like us 🎸
@233 22:02
pia: The bridge is too long by exactly one Joel
joel: Rude but correct
@180 17:48
sam: Library asked if we can do the Thursday series. Forty minutes, quiet room
> We were born quiet
pia: I'll use the brushes
@153 21:55
> {pic set-list}
> Set list on the floor. I stepped on it but it holds
joel: Swap two and five, my hands need warming up
sam: Done {fav}
@104 21:05
joel: A man bought our recording. A stranger. With cash
pia: Did he know it's eleven minutes
joel: He said "only eleven?"
@42 18:36
sam: Practice moved to Thursday, my ceiling is being a ceiling
> Thursday works, Zoe can sit
@11 20:12
pia: New song is about a heron on a roof, I hope that's ok with the owner of the roof
> The owner of the roof is honored
`,
  },
  {
    with: ['nadia', 'maya', 'colin'],
    title: 'Room 12',
    script: `
@263 20:40
maya: Hi all, Maya here, Otis's mother. Snack list for the term: who takes week one?
nadia: I do
> Week two
colin: Week three, and I apologize in advance for my baking
@217 07:18
colin: Is it pajama day or is my son lying to me
maya: He is lying to you
nadia: He's ahead of his time
@134 18:28
maya: Class book is at the printer. Every child has a page. Inés wrote two
> She asked for an appendix
@106 20:15
colin: Bake sale results: 14 of my brownies are left. I counted twice 😅
maya: They were very structural
> Inés says thank you, she built a house
@78 16:33
colin: Lost: one left rain boot, green, frog face
nadia: We have a right one. I think they traded
@22 19:47
maya: Museum on Thursday, pick-up is at 3 not 2:40
> Thank you, I'd have been early for the first time
`,
  },
  {
    with: ['ben', 'chen'],
    script: `
@189 12:14
> Ben, Chen. Chen, Ben. You both think kerning is a moral question. Have lunch
chen: An honor
ben: I already like him, he used punctuation
@188 15:40
ben: We had lunch. We disagree about one font and nothing else
chen: It is a large disagreement
@112 09:22
chen: The co-op sign is up. Ben stood in front of it for a long time
ben: There's a wide space between the two o's
chen: There is not
> There is a little
chen: Traitor
@31 18:10
ben: Farewell dumplings before Lisbon, Chen? With forks
chen: With forks {fav}
`,
  },
];
