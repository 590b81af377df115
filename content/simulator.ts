/** What a scripted number is for, in more words than its label. */
export const scriptedNotes: Record<string, { sees: string; proves: string }> = {
  '+12065550150': { sees: 'Sent to their carrier, then delivered after 30 seconds.', proves: 'That you wait for a receipt instead of taking acceptance for delivery.' },
  '+12065550151': { sees: 'Undeliverable: no messaging plan.', proves: 'That one failed person does not fail the others.' },
  '+12065550152': { sees: 'Refused at once: a landline.', proves: 'That a refusal has its reason in words.' },
  '+12065550153': { sees: 'Throttled twice, then accepted and delivered.', proves: 'That waiting is not failing. Nothing is for you to repeat.' },
  '+12065550154': { sees: 'Delivered. The receipt came before the submit was answered.', proves: 'That early receipts are not lost.' },
  '+12065550155': { sees: 'Delivered. Each receipt came twice, the last one first.', proves: 'That a state never goes backwards.' },
  '+12065550156': { sees: 'On its way, later unknown: no receipt ever comes.', proves: 'That unknown is a state of its own, not a failure.' },
  '+12065550157': { sees: 'Sent to their carrier, and it stays so: the phone is roaming.', proves: 'That accepted and delivered are two things.' },
  '+12065550158': { sees: 'Delivered, then an answer: STOP.', proves: 'That incoming messages reach you.' },
  '+12065550159': { sees: 'Delivered, then your own text comes back.', proves: 'That a whole conversation works without a second person.' },
  '+12065550160': { sees: 'In doubt, since the link drops between submit and answer; then its receipt says delivered.', proves: 'That nothing is sent a second time on a guess.' },
};

const base = 'http://localhost:3000/simulator/api';

export const simulatorCommands = {
  read: `$ curl -sSG ${base}/phones/+14255550101/messages \\
    -d limit=10`,
  readAnswer: `[
  {
    "direction": "in",
    "from": "+14255550102",
    "to": ["+14255550101"],
    "text": "See you at seven?",
    "parts": [],
    "at": "2026-11-22T17:41:09.120Z"
  }
]`,
  send: `$ curl -sS ${base}/phones/+14255550102/messages \\
    -H "Content-Type: application/json" \\
    -d '{"to": ["+14255550101"], "text": "See you at seven?", "group": false}'`,
  ledger: `$ curl -sSG ${base}/ledger -d limit=20`,
} as const;
