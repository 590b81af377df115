/** How the simulated network behaves. Shares are whole percents. */
export interface NetworkConditions {
  /** Decides, together with the message, whom a share hits: the same submit fares alike under the same seed. */
  seed: number;
  /** The way there and back, and that of each receipt. */
  latencyMs: number;
  /** Up to so much more or less than the latency. */
  jitterMs: number;
  /** Submits lost before the network took them. */
  submitLossPercent: number;
  /** Answers lost after the network took the submit. */
  answerLossPercent: number;
  receiptLossPercent: number;
  /** Submits answered with an error that may pass. */
  errorPercent: number;
  /** Segments a second; null without a limit. */
  throttlePerSecond: number | null;
  isLinkDown: boolean;
}

/** The most that each control goes to beside the percents; its least is 0, or 1 for the throttle. */
export const conditionBounds = {
  seed: 999_999_999,
  latencyMs: 5_000,
  jitterMs: 5_000,
  throttlePerSecond: 500,
} as const satisfies Partial<Record<keyof NetworkConditions, number>>;

export const calmConditions: NetworkConditions = {
  seed: 1,
  latencyMs: 0,
  jitterMs: 0,
  submitLossPercent: 0,
  answerLossPercent: 0,
  receiptLossPercent: 0,
  errorPercent: 0,
  throttlePerSecond: null,
  isLinkDown: false,
};

export interface NetworkPreset {
  key: string;
  name: string;
  /** What will be seen. */
  sees: string;
  conditions: Omit<NetworkConditions, 'seed'>;
}

const { seed: _, ...calm } = calmConditions;

/** Weather that a network can have, the kindest first. The seed stays what it is. */
export const networkPresets: readonly NetworkPreset[] = [
  { key: 'calm', name: 'Calm', sees: 'Everything arrives within a second.', conditions: calm },
  { key: 'rush-hour', name: 'Rush hour', sees: 'Ten segments a second get through. The rest is told to wait, and goes out in turn.', conditions: { ...calm, latencyMs: 150, jitterMs: 100, throttlePerSecond: 10 } },
  { key: 'mountains', name: 'Mountains', sees: 'Two seconds there and back, and states that arrive out of order.', conditions: { ...calm, latencyMs: 1_000, jitterMs: 900 } },
  { key: 'lost-post', name: 'Lost post', sees: 'Every third receipt is lost: delivered, but Handset has to ask before it knows.', conditions: { ...calm, receiptLossPercent: 33 } },
  { key: 'storm', name: 'Storm', sees: 'Answers and receipts get lost, some submits fail. Nothing is sent twice on a guess.', conditions: { ...calm, latencyMs: 200, jitterMs: 200, submitLossPercent: 3, answerLossPercent: 8, receiptLossPercent: 15, errorPercent: 10, throttlePerSecond: 40 } },
  { key: 'grumpy', name: 'Grumpy carrier', sees: 'Only errors. After five in a row Handset leaves it alone and tries now and then.', conditions: { ...calm, errorPercent: 100 } },
  { key: 'tunnel', name: 'Tunnel', sees: 'The link is down. Messages wait, the inbox says so, and they go out when it is back.', conditions: { ...calm, isLinkDown: true } },
];

/** The preset that the conditions are, whatever their seed; null for a mixture of one's own. */
export function presetOf(conditions: NetworkConditions): NetworkPreset | null {
  return networkPresets.find((preset) => Object.entries(preset.conditions).every(([key, value]) => conditions[key as keyof NetworkConditions] === value)) ?? null;
}
