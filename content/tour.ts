export interface TourStep {
  id: string;
  title: string;
  /** Who you are while you do it. */
  as: 'Ana' | 'a developer' | 'support';
  text: readonly string[];
  /** Where to do it. */
  go: { href: string; label: string };
}

export const tourSteps: readonly TourStep[] = [
  {
    id: 'sign-in',
    title: 'Sign in with a number',
    as: 'Ana',
    text: [
      'Open the simulator in a second window: it shows the phones of the demo. Then sign in as Ana, (425) 555-0101. A code arrives on her phone there; type it in.',
      'The page gives the same answer for any number, so nobody learns from it who is a customer.',
    ],
    go: { href: '/sign-in?as=line', label: 'Sign in' },
  },
  {
    id: 'inbox',
    title: 'Read the inbox',
    as: 'Ana',
    text: [
      'All conversations of the line, whatever sent them: the phone, this page, or an app. What an app sent carries its name.',
      'Filter by unread, starred, groups or apps, or search names, numbers and words.',
    ],
    go: { href: '/inbox', label: 'Open the inbox' },
  },
  {
    id: 'write',
    title: 'Write to one or to ten',
    as: 'Ana',
    text: [
      'Choose *New message* and put in a few names or numbers, one of them twice in different spellings. They fold into one, and the page says so.',
      'Choose between separate messages and a group. *Who sees whom* shows what each person will see before you send.',
    ],
    go: { href: '/inbox/new', label: 'Write a message' },
  },
  {
    id: 'sms-or-mms',
    title: 'See whether it is SMS or MMS, and why',
    as: 'Ana',
    text: [
      'Type *I’ll be late* with a curly apostrophe. The composer says MMS, marks the character, and offers a straight one. Take the offer and it says SMS, with the parts it will really cost.',
    ],
    go: { href: '/inbox/new', label: 'Try it' },
  },
  {
    id: 'delivery',
    title: 'Watch it arrive',
    as: 'Ana',
    text: [
      'Send to (206) 555-0150 and it is with their carrier for half a minute before it is delivered. Send to (206) 555-0157, who is roaming, and it stays there. (206) 555-0151 has no plan for messages, and the page says that.',
      'The [other numbers](/docs/simulator#numbers) play rarer things.',
    ],
    go: { href: '/docs/simulator#numbers', label: 'See the numbers' },
  },
  {
    id: 'answer',
    title: 'Answer from a phone',
    as: 'Ana',
    text: ['On the simulator page, take one of the other phones and write to Ana. Her phone and her inbox both get it, at once. Put her phone in airplane mode and write again: the inbox still gets it.'],
    go: { href: '/simulator', label: 'Open the simulator' },
  },
  {
    id: 'register',
    title: 'Register an app',
    as: 'a developer',
    text: [
      'Sign in as Mira Lund, the developer; the terminal showed her address and password when Handset started. Add an app, choose what it will ask for, and keep the secret: it is shown once.',
      'The app page shows each limit, what is used of it, and when there is more.',
    ],
    go: { href: '/developer/apps', label: 'Your apps' },
  },
  {
    id: 'permission',
    title: 'Say yes to it, as Ana',
    as: 'Ana',
    text: [
      'Follow [Ask for permission](/docs/oauth) with your app. Handset asks Ana: who wants what, what they can never do, for how long. Each permission is a switch of its own.',
      'Then send through the app. The message appears in her inbox with the app’s name.',
    ],
    go: { href: '/docs/oauth', label: 'How to ask' },
  },
  {
    id: 'television',
    title: 'Let a television in',
    as: 'Ana',
    text: [
      'A television has no browser to be sent through. It shows a code; open [the page for it](/device) as Ana, type the code, check that it is the one on the screen, and say what the television may do.',
      'The screen goes on by itself: how much is unread, and who wrote last. End it under *Connected apps*, and it goes dark.',
    ],
    go: { href: '/simulator/television', label: 'Turn the television on' },
  },
  {
    id: 'limit',
    title: 'Run into a limit',
    as: 'a developer',
    text: [
      'Send faster than 60 a minute and a call is refused, with the seconds to wait. The activity page shows it.',
      'Ask for a higher limit: your own traffic is replayed against the number you ask for, and goes with the request.',
    ],
    go: { href: '/docs/limits', label: 'About limits' },
  },
  {
    id: 'support',
    title: 'Decide the request',
    as: 'support',
    text: [
      'Sign in as Sol Brandt of support, whose password the terminal showed as well. The request is in the queue with its evidence. Grant it, grant a part, propose another number, or decline with a reason; the developer reads it, and the limit changes in the same moment.',
      'Nowhere on these pages is the text of a message.',
    ],
    go: { href: '/support/tickets', label: 'Open the queue' },
  },
  {
    id: 'end',
    title: 'End an app',
    as: 'Ana',
    text: ['Under *Connected apps* see what the app did, day by day. Pause it for a day, or end it. What it still had waiting is cancelled, and its next call is refused.'],
    go: { href: '/connected-apps', label: 'Connected apps' },
  },
];
