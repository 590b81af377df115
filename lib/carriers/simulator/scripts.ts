/**
 * What happens to a message to one of the scripted numbers. Delays are milliseconds after the submit.
 * Documented for people at /docs/simulator.
 */
export interface RecipientScript {
  /** Submits of one message that are throttled before one is taken. */
  throttles?: number;
  /** Refused at submit, with this reason. */
  refusal?: string;
  /** The link drops after the network took the message and before the answer. */
  linkDrops?: true;
  /** Receipts come before the submit's answer. */
  receiptFirst?: true;
  receipts: readonly { status: 'accepted' | 'delivered' | 'undeliverable'; reason?: string; roaming?: true; afterMs: number }[];
  reply?: 'stop' | 'echo';
}

const ordinary: RecipientScript = {
  receipts: [
    { status: 'accepted', afterMs: 150 },
    { status: 'delivered', afterMs: 600 },
  ],
};

const scripts = new Map<string, RecipientScript>([
  ['+12065550150', { receipts: [{ status: 'accepted', afterMs: 150 }, { status: 'delivered', afterMs: 30_000 }] }],
  ['+12065550151', { receipts: [{ status: 'accepted', afterMs: 150 }, { status: 'undeliverable', reason: 'no-messaging-plan', afterMs: 600 }] }],
  ['+12065550152', { refusal: 'landline', receipts: [] }],
  ['+12065550153', { throttles: 2, receipts: ordinary.receipts }],
  ['+12065550154', { receiptFirst: true, receipts: [{ status: 'delivered', afterMs: 0 }] }],
  [
    '+12065550155',
    {
      receipts: [
        { status: 'delivered', afterMs: 200 },
        { status: 'accepted', afterMs: 350 },
        { status: 'delivered', afterMs: 500 },
        { status: 'accepted', afterMs: 600 },
      ],
    },
  ],
  ['+12065550156', { receipts: [] }],
  ['+12065550157', { receipts: [{ status: 'accepted', roaming: true, afterMs: 150 }] }],
  ['+12065550158', { receipts: ordinary.receipts, reply: 'stop' }],
  ['+12065550159', { receipts: ordinary.receipts, reply: 'echo' }],
  ['+12065550160', { linkDrops: true, receipts: ordinary.receipts }],
]);

export function scriptFor(recipient: string): RecipientScript {
  return scripts.get(recipient) ?? ordinary;
}
