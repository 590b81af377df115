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

/** The controls of the network, in the order of its panel. */
export const networkControls: readonly { field: string; label: string; range: string; does: string }[] = [
  { field: 'isLinkDown', label: 'Link up', range: 'true, false', does: 'Down: nothing leaves, nothing arrives, and no phone has service. Submits under way are in doubt, everything else waits, and the inbox says so.' },
  { field: 'latencyMs', label: 'Latency', range: '0 to 5,000 ms', does: 'The way to the network and back, and that of each receipt, message and answer.' },
  { field: 'jitterMs', label: 'Jitter', range: '0 to 5,000 ms', does: 'Up to so much more or less. Receipts overtake each other.' },
  { field: 'throttlePerSecond', label: 'Throttle', range: '1 to 500, or null', does: 'Segments a second over all workers. What is above is answered “throttled” with the time after which it would pass.' },
  { field: 'errorPercent', label: 'Errors', range: '0 to 100 %', does: 'Submits answered with an error that may pass. Five tries, then the message is given up; five errors in a row break the link’s circuit, and what tries it now and then is not counted.' },
  { field: 'submitLossPercent', label: 'Submits lost', range: '0 to 100 %', does: 'Lost before the network took them: in doubt, then not delivered.' },
  { field: 'answerLossPercent', label: 'Answers lost', range: '0 to 100 %', does: 'Taken, but the answer is lost: in doubt until the network is asked. Never submitted again.' },
  { field: 'receiptLossPercent', label: 'Receipts lost', range: '0 to 100 %', does: 'Delivered without a word. After a quarter of an hour the network is asked, and tells.' },
  { field: 'seed', label: 'Seed', range: '0 to 999,999,999', does: 'Which of them a share hits and how long each takes follows from the seed, the message’s id, the recipient, the segment and the attempt, and from nothing else.' },
];

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
  weather: `$ curl -sS -X PUT ${base}/network \\
    -H "Content-Type: application/json" \\
    -d '{"seed": 7, "latencyMs": 300, "throttlePerSecond": 10, "receiptLossPercent": 15}'`,
  calm: `$ curl -sS -X PUT ${base}/network \\
    -H "Content-Type: application/json" \\
    -d '{}'`,
  ledger: `$ curl -sSG ${base}/ledger -d limit=20`,
} as const;
