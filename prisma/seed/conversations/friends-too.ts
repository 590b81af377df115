import type { Conversation } from '#prisma/seed/conversations/conversation.ts';

export const friendsToo: readonly Conversation[] = [
  {
    with: ['grace'],
    script: `
@313 22:10
< Finished the chapter with the lighthouse. You were right, he should leave
> He was always leaving. You only gave him a boat
@258 09:55
< Agent wants "a little more plot". Do you have any
> I have three teenagers on the bus and a stolen trombone
< Sold
@190 20:42
> Read to page 140 on the train and missed my stop
< Best review I ever got {fav}
@133 15:18
< Cover options. Left is moody, right is a duck
> Duck
< I hoped you'd say that
@49 18:02
>w Party on the 14th, six o'clock, our place. No presents, bring a chair {send party}
< Flying in. I'll bring the smallest chair the airline allows
@5 18:33
< Sent you the new ending. It’s shorter and sadder, and the trombone comes back. Tell me if page 88 still does what it did to you, or whether I have polished the life out of it. No rush. Some rush
> Reading tonight with the phone in another room
+1d
>w The second draft reads so much better. Page 88 made me put the tea down
`,
  },
  {
    with: ['holly'],
    draft: 'I was thinking Saturday, if you ',
    script: `
@286 12:45
< Hi! Holly from the gym. You said you swap plants?
> I do! I have far too many spider plants and no regrets
< I have one monstera with ambitions
@284 18:20
> {pic plant}
> This one is looking for a home with a window
< I love her. I have a window
@173 09:14
< She has babies now. Congratulations, you're a grandmother
> At my age!
@96 19:37
< Would you teach me to lead? I want to stop being the one holding the rope
> Yes. You have been ready for a month
@40 21:25
< I LED A THING 🧗
> I know, I was holding the rope {fav}
@8 17:12
< When do you have time for the outdoor one? I am free most of next weekend
`,
  },
  {
    with: ['tom'],
    script: `
@274 08:30
< Carpool? I have four seats and one opinion about music
> What's the opinion
< Accordion
> I'll take the bus
< It's a narrow opinion. I can be talked down
@184 19:00
> Left a jar of plum jam on your porch
< I ate it with a spoon standing up. Thank you
@116 07:25
< Road's closed at the bridge, take the upper one
> You just saved me 40 minutes
@35 20:48
< Do you think a person my age can learn to swim properly
> The pool has a class called Exactly That
< I signed up. First one Monday. If I drown you get the accordion
`,
  },
  {
    with: ['dev'],
    script: `
@325 21:40
< Remember the apartment with the radiator that sang
> B flat
< I found the recording
@238 18:18
< I'm in town for one night, the 9th. Noodles?
> Noodles. The old place has a new name and the same noodles
@236 22:51
> That was the best evening in months. Come back with a reason or without
< Without is cheaper {fav}
@127 13:05
< She said yes!!
> Dev!! I’m so happy. Which one of you cried
< The waiter
@20 10:32
< Save the date is a real card with a real stamp, watch your mailbox
`,
  },
  {
    with: ['nadia'],
    script: `
@293 15:35
< Is Inés coming to Leyla's thing? There is a magician. He is my cousin. Expectations low
> She is already asking what to wear
< A cape, I'm told
@201 08:10
< Can you take both of them this morning? Mine has one shoe and no time
> On my way, bring the shoe
< You are saving a marriage
@108 16:47
> They built a shop in the hallway. I just paid two dollars to reach my kitchen
< Leyla came home with capital
@56 20:03
< Do we like the new reading log
> We like it in public
< Ha. Same
@11 14:40
< Thank you for yesterday. She talked about the ferry all the way home
> Any time. They are easier as two than as one
`,
  },
];
