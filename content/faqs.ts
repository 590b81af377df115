/** A paragraph, or a list of lines. `code` and [links](/docs) may stand in either. */
type AnswerPart = string | readonly string[];

export interface Faq {
  /** The address of the answer: a word, never a number, and it never changes. */
  id: string;
  topic: 'Sending' | 'Inbox' | 'Permission' | 'Limits and cost';
  question: string;
  answer: readonly AnswerPart[];
  /** Days, not instants: `2026-11-22`. `updatedOn` moves with every change of meaning. */
  createdOn: string;
  updatedOn: string;
}

const first = { createdOn: '2026-11-22', updatedOn: '2026-11-22' };

export const faqs: readonly Faq[] = [
  {
    id: 'sms',
    topic: 'Sending',
    question: 'What makes a message an SMS?',
    answer: [
      'All four of these together:',
      [
        'It is text alone, with no subject and no attachment.',
        'Every character is in ISO-8859-1. A curly quote, an emoji or the euro sign is not.',
        'It has at most 160 characters.',
        'It is not a group message and not a reply to all.',
      ],
      'Everything else goes as MMS. You do not choose, and neither does an app. The composer says which it will be while you type, and marks what caused it.',
    ],
    ...first,
  },
  {
    id: 'recipients',
    topic: 'Sending',
    question: 'Where does the sender’s number go, and how many people can I write to?',
    answer: [
      'The sender’s number goes nowhere. It is always the line of the person who gave permission, and no field of a request can change it.',
      'The people you write to go in `addresses`: at least 1, at most 10. Spellings of one number are counted once, and the answer says which were folded together. Your own number among them is refused.',
    ],
    ...first,
  },
  {
    id: 'number',
    topic: 'Sending',
    question: 'Whose number do people see?',
    answer: ['Yours. An app that sends for you sends from the line you allowed it to use. They can answer as they always do, and the answer reaches your phone and your inbox.'],
    ...first,
  },
  {
    id: 'speed',
    topic: 'Sending',
    question: 'How fast does a message arrive?',
    answer: [
      'When we accept a message it is already stored, and goes to the carrier right away. From there it takes as long as a text takes: usually seconds, longer when the phone is off or out of reach.',
      'We promise no time. What you get is the present state for each person, and when it changed.',
    ],
    ...first,
  },
  {
    id: 'roaming',
    topic: 'Sending',
    question: 'Do people who are roaming get my message?',
    answer: [
      'It goes to their carrier’s messaging system. Whether it then reaches the phone depends on what their plan covers abroad.',
      'Until it does we say *sent to their carrier, not yet on their phone*. We say *delivered* only when their carrier has said so.',
    ],
    ...first,
  },
  {
    id: 'recipient-plan',
    topic: 'Sending',
    question: 'What does the other person need?',
    answer: [
      'A mobile number in the US with a plan that takes messages. For MMS the plan has to take those too. They need no account, no app and no Handset.',
      'If their carrier reports that they cannot receive, that one person is marked as not reached, in words. The others still get the message.',
    ],
    ...first,
  },
  {
    id: 'abroad',
    topic: 'Sending',
    question: 'Can I write to numbers abroad?',
    answer: [
      'No, only to US numbers. A number that begins with +1 can still be in Canada or the Caribbean; when we refuse one we name the country. Puerto Rico and the other territories count as US unless whoever runs this Handset has switched that off.',
      'You can be abroad yourself. The inbox works wherever you are online.',
    ],
    ...first,
  },
  {
    id: 'other-devices',
    topic: 'Sending',
    question: 'Can I send from something that is not a phone?',
    answer: [
      'Yes. Once you have given permission, any device and any kind of program may send: a browser, a desk phone, a script, a screen on the wall.',
      'A device without a browser shows a code: [type it here](/device) and choose what the device may do. The message still comes from your number.',
    ],
    ...first,
  },
  {
    id: 'status',
    topic: 'Sending',
    question: 'What can I find out about a message?',
    answer: [
      'For each person it went to: waiting, sent to their carrier, delivered, not delivered with the reason, or unknown. Unknown means the answer never came; it does not mean failed.',
      'A state never goes backwards, even when reports come late, twice or in the wrong order. Whether somebody has read it is not known.',
    ],
    ...first,
  },
  {
    id: 'index',
    topic: 'Inbox',
    question: 'Must the message index be created?',
    answer: [
      'Yes, once for each inbox, before an app can list messages or follow changes. Ask for its state first with `GET /myMessages/v2/messages/index/info`; if it says `NOT_INITIALIZED` or `ERROR`, create it. Creating one that exists does no harm.',
      'It lapses after 30 days without use. Built again, it has every star and every read mark it had, and deleted messages stay deleted.',
    ],
    ...first,
  },
  {
    id: 'index-use',
    topic: 'Inbox',
    question: 'What is the index for?',
    answer: [
      'It makes an inbox quick to ask: only unread, only starred, only incoming, by type, by number. It also gives out the `state` from which [changes are followed](/docs/quick-start#changes).',
      'Sending does not need it.',
    ],
    ...first,
  },
  {
    id: 'one-direction',
    topic: 'Inbox',
    question: 'Why do I see only incoming messages?',
    answer: [
      'The inbox holds both directions: what your phone receives, what it sends, and what apps send for you. If one is missing, look for these:',
      [
        'A filter is on. Choose *All* above the list, or leave out `isIncoming` in a call.',
        'Copies of one direction have stopped. [Sync health](/sync-health) shows both, day by day.',
        'The messages are older than the inbox. It begins when it is set up and does not reach back.',
      ],
    ],
    ...first,
  },
  {
    id: 'phone-sent',
    topic: 'Inbox',
    question: 'Does my phone show what an app sent?',
    answer: ['It does when your carrier’s own messages app is on the phone. Without it such messages are in your inbox here, marked with the name of the app, and not on the phone.'],
    ...first,
  },
  {
    id: 'phone-received',
    topic: 'Inbox',
    question: 'Does my phone show what an app received?',
    answer: ['Yes. Messages are copied to the inbox, never taken from the phone. Your phone keeps getting everything it got before, whichever apps read along.'],
    ...first,
  },
  {
    id: 'scopes',
    topic: 'Permission',
    question: 'What do the two scopes cover?',
    answer: [
      ['`IMMN` lets an app send as you.', '`MIM` lets an app read your inbox, mark messages as read or starred, and delete them.'],
      'You allow each on its own. The codes that Handset texts you to sign in are kept from every app, whatever it may read.',
    ],
    ...first,
  },
  {
    id: 'one-scope',
    topic: 'Permission',
    question: 'Must my app use both sending and reading?',
    answer: ['No. Ask for what you use. With `IMMN` alone your app can send and gets a 403 from the inbox; with `MIM` alone it is the other way round.'],
    ...first,
  },
  {
    id: 'who-can',
    topic: 'Permission',
    question: 'Can any subscriber use my app?',
    answer: [
      'Anyone whose line passes three gates, which we check before we ask for permission and again at every send:',
      ['It is postpaid or on a Smart-Limits plan.', 'It is active and in good standing.', 'SMS is on.'],
      'Then the person proves the line with a code and says yes. A gate that fails is named, with what to do about it.',
    ],
    ...first,
  },
  {
    id: 'own-device',
    topic: 'Permission',
    question: 'Does it work on a device I bought elsewhere?',
    answer: ['Yes. What counts is the line, not who sold the phone. If the phone has no messages app from your carrier, see [what it shows](#phone-sent).'],
    ...first,
  },
  {
    id: 'higher-rate',
    topic: 'Limits and cost',
    question: 'Can my app get a higher rate?',
    answer: [
      'Yes, for each environment and limit. Open your app, choose the limit, and ask for more with your reason. Your last days are replayed against the number you ask for, so you see what it would change before you send the request.',
      'A person decides. They can give all of it, part of it, or all of it until a date, propose another number, ask you for more, or decline with a reason you can read. The [limits](/docs/limits) page has the numbers you start with.',
    ],
    ...first,
  },
  {
    id: 'cost',
    topic: 'Limits and cost',
    question: 'What does it cost?',
    answer: [
      'Handset charges nothing, to you or to developers. Your plan treats a message as if your phone had sent it. A text with unusual characters may travel as several parts; the composer shows how many.',
      'It is made for people, not for bulk messages. An app that sends like a machine is looked at by a person. It is never silently cut off.',
    ],
    ...first,
  },
];

/** The words of an answer alone, for searching. */
function faqText(faq: Faq): string {
  return [faq.question, ...faq.answer.flat()].join(' ').replace(/\]\([^)]*\)|[`*[]/gu, '').toLocaleLowerCase('en-US');
}

/** Those in which every word of the question occurs; all of them for an empty one. */
export function findFaqs(query: string): readonly Faq[] {
  const words = query.toLocaleLowerCase('en-US').split(/\s+/u).filter(Boolean);
  return faqs.filter((faq) => {
    const text = faqText(faq);
    return words.every((word) => text.includes(word));
  });
}
