export const readers = [
  {
    id: 'subscriber',
    title: 'You have a number',
    text: 'Read and answer on any screen. See which app sent or read what, and when. Pause it, end it, or let it end by itself.',
    action: 'See the inbox',
    href: '/tour#inbox',
  },
  {
    id: 'developer',
    title: 'You build an app',
    text: 'Send as your customers, from their own number, after they say yes. Two scopes, a sandbox with a number for each outcome, and limits you can see and ask to raise.',
    action: 'Send a first message',
    href: '/docs/quick-start',
  },
  {
    id: 'operator',
    title: 'You run a network',
    text: 'Keep it on your own machines, with your own data. Answer limit requests with the evidence beside them. Help people without reading their messages.',
    action: 'See how support decides',
    href: '/tour#support',
  },
] as const;

export const startCommands = `$ git clone https://code.example/handset && cd handset
$ npm start
  Handset runs at http://localhost:3000
  Phones to try it with: http://localhost:3000/simulator`;

export const isNot = [
  { lead: 'Not for bulk messages.', text: 'It sends as a person, to at most 10 people at a time.' },
  { lead: 'Not a new number.', text: 'You use the one you have. No app can pick another source.' },
  { lead: 'Not secret from the network.', text: 'SMS and MMS are not encrypted end to end.' },
  { lead: 'Not for numbers outside the US.', text: 'People you write to need a US mobile plan that takes messages.' },
] as const;
