import type { Conversation } from '#prisma/seed/conversations/conversation.ts';

/** People one knows by what they do: the house, the school, the shops. */
export const neighbours: readonly Conversation[] = [
  {
    with: ['walt'],
    script: `
@346 11:20
< Hi Ana, Walt here. Furnace man comes Thursday between 8 and 12
> Thanks Walt. I will be in
< He will say noon. He means two
@290 18:34
> Kitchen tap drips again, same washer I think
< I will bring the good washer this time
> There was a good washer?
@244 09:15
< Rent arrived, thank you. Always the first
@192 07:48
> {pic leak}
> Woke up to this under the sink. I turned the valve, it has stopped
< Well done. Do not touch it, I am on my way
+3h
< Fixed. That pipe was older than me, and I was here first
> Thank you for coming on a Sunday
@131 13:22
< Roof crew next week, two days, they start early and they sing
> Good singers?
< Loud ones
@102 19:20
>w Hi Walt, small list before winter so that you have it in one place: the bathroom fan hums, the back door sticks when it rains, and the smoke alarm in the hall has started to chirp at four in the morning, always at four
< The alarm wants a battery and attention. Coming tomorrow with one of the two
> Thank you. The cat thinks it is a bird
@74 17:05
< Lease is up in spring. I would like you to stay. Same rent, new gutter
> We would like to stay too. Deal {fav}
@15 10:40
< Gutter is coming the day after tomorrow
> You are a man of your word, Walt
`,
  },
  {
    with: ['dental'],
    script: `
@298 09:00
< Kind Tooth Dental: Ana, you are due for a cleaning. Reply with a day that suits you.
> Any morning next week please
< We have Tuesday at 8:20. Reply YES to keep it.
> YES
@110 09:00
< Kind Tooth Dental: Reminder, Inés R. tomorrow at 3:40. Please come 5 minutes early.
> We will be there. She asks if the sticker drawer is open
< The sticker drawer is always open.
@16 09:00
< Kind Tooth Dental: It has been six months. Reply with a day that suits you.
`,
  },
  {
    with: ['zoe'],
    script: `
@280 16:02
> Hi Zoe, Nadia gave me your number. Are you free Friday 6 to 10? One girl, 6, one cat, no agenda
< Hi! Yes I am. Does the cat have an agenda
> Always
@279 22:04
< She's asleep, we read four chapters because three ended badly
> Perfect. Home in 20
@208 17:15
< Can I swap Saturday for Sunday? Exam moved
> Of course. Good luck with the exam
@147 21:30
< {pic cat}
< He sat on the puzzle for two hours. We finished around him
> That's how we do all puzzles
@68 18:44
> Could you do next Thursday too? Band night
< Yes! What do you play
> Guitar, quietly
@14 19:20
< I got into the program!! Starting in fall, so I'm yours until then
> Zoe, that is wonderful. Inés will want to write the announcement {fav}
`,
  },
  {
    with: ['abbott'],
    script: `
@265 15:50
< Hello, this is Ms. Abbott. Inés left her blue jacket in the library corner again. It is safe
> Thank you. It likes it there
@178 16:10
< She read to the whole class today without stopping. I wanted you to hear it from me
> You just made my week. Thank you for your patience with her {fav}
@86 07:32
> Inés has a fever and stays home today. Could Nadia bring the folder?
< Of course. Wish her well from the snail
@19 15:25
< The museum visit needs one more adult. Would that be you?
> That would be me. Sandwiches or the list?
< The list, please. You are calm
`,
  },
  {
    with: ['vet'],
    script: `
@255 10:15
< Cedar Lane Vet: Biscuit is due for his yearly check.
> Can we come in on a day when the loud parrot does not?
< The parrot is in on Mondays. Wednesday 5:10?
> Wednesday it is
@253 18:20
< Biscuit is healthy and 400 g above his plan. Half a cup twice a day, and no chicken skin.
> My mother will be told
@70 10:15
< Cedar Lane Vet: Flea season. His drops are ready at the desk.
`,
  },
  {
    with: ['dale'],
    script: `
@236 14:12
< Dale here. Front pads are done. Rotors have maybe a year
> What does it come to?
< {pic receipt}
< That is with the student discount. You look like a student
> I am 37 Dale
< I fix cars
@58 08:55
> It makes the noise again, but only when I turn left and only when I am late
< Bring it in. I will be late too
`,
  },
  {
    with: ['otto'],
    script: `
@164 12:08
< Shelf is ready. Oak, like we said, oiled twice
> It is beautiful. Can you bring it Friday?
< Friday after four. I carry, you hold the door
@162 20:40
> It holds all of it, even the atlas. Thank you Otto
@7 11:15
< Thinking about your table. Ash or oak?
+3h
>w Oak, to match the shelf. Could you come by and measure next week? {unknown}
`,
  },
  {
    with: ['ruth'],
    script: `
@306 19:22
< It's Ruth next door. Your recycling is on my lawn and I think it is happier here
> I'm so sorry, collecting it now
< Take a pear while you are at it
@251 10:48
> We are away until Monday. Could you look at the cat?
< I will look at the cat. He will look at me. We have an arrangement
@250 18:30
< He is eating. He is also sitting in my window. I let him
@150 08:05
< There is a heron on your roof
> What do I do
< Nothing. I only thought you'd like to know
@77 17:56
< Would Inés read to me on Sundays? My eyes are tired and my books are not
> She says yes before I finished the question {fav}
@10 16:14
< We are on chapter nine. She does the voices
`,
  },
  {
    with: ['tess'],
    script: `
@197 13:40
> Hi Tess, same as last time, sometime next week?
< Hey Ana! Thursday at 1?
> Thursday at 1
@36 12:05
< Opening on Saturday at 11 if you want it, someone got cold feet about bangs
> I'll take the cold feet. See you Saturday
`,
  },
];
