/** What one line's apps did in the last 24 hours, as counts only. A message to ten people, or to a group of ten, is ten texts. */
export interface LinePattern {
  sent: number;
  received: number;
  recipients: number;
  busiestMinute: number;
  busiestTenMinutes: number;
  /** The same text. */
  repeated: number;
}

/** Above a person's pattern: which count, how much, and what is usual. */
export interface Sign {
  key: 'busiestMinute' | 'busiestTenMinutes' | 'sent' | 'recipients' | 'repeated' | 'one-sided';
  value: number;
  most: number;
  /** Of `one-sided`. Flags of earlier versions were stored without it. */
  received?: number;
}

const busiestMinute = { key: 'busiestMinute', label: 'Messages in a minute', most: 60 } as const;

/**
 * What a person does at most: 15 a minute for a while, 60 in a short burst, 1,000 a day (Bandwidth's figures for person-to-person traffic; CTIA Messaging
 * Principles, May 2023). Above it a line is looked at and sent slowly; nothing is dropped (L2).
 */
export const consumerPattern = [
  busiestMinute,
  { key: 'busiestTenMinutes', label: 'Messages in ten minutes', most: 150 },
  { key: 'sent', label: 'Messages in 24 hours', most: 1000 },
  { key: 'recipients', label: 'Different recipients in 24 hours', most: 100 },
  { key: 'repeated', label: 'Copies of one text in 24 hours', most: 25 },
] as const;

/** Sent for each one received, looked at from this many sends on: people get answers. */
const oneSided = { ratio: 10, from: 50 };

/** A line with no more texts than this shows no sign, whatever they are. */
export const mostWithoutSign = Math.min(oneSided.from - 1, ...consumerPattern.map(({ most }) => most));

/** Seconds between two texts of a flagged line's apps: 15 a minute, what a person does for a while. */
export const pacedEverySeconds = 4;

/** Whether so many texts in a minute are more than a person sends: such a line is judged at once. */
export const isFast = (textsInMinute: number): boolean => textsInMinute > busiestMinute.most;

/** What is above a person's pattern; empty for a line that sends as a person does. */
export function judgePattern(pattern: LinePattern): Sign[] {
  const signs: Sign[] = consumerPattern.filter(({ key, most }) => pattern[key] > most).map(({ key, most }) => ({ key, value: pattern[key], most }));
  const most = oneSided.ratio * Math.max(1, pattern.received);
  return pattern.sent >= oneSided.from && pattern.sent > most ? [...signs, { key: 'one-sided', value: pattern.sent, most, received: pattern.received }] : signs;
}

const figure = new Intl.NumberFormat('en-US');

/** A sign in words: "Messages in a minute: 61, usual is up to 60", "Hardly any answers: 510 sent, 1 received in 24 hours, …". */
export function describeSign({ key, value, most, received }: Sign): string {
  if (key === 'one-sided') {
    const came = received === undefined ? 'few' : figure.format(received);
    return `Hardly any answers: ${figure.format(value)} sent, ${came} received in 24 hours, usual is at least 1 received for every ${oneSided.ratio} sent`;
  }
  const label = consumerPattern.find((rule) => rule.key === key)?.label ?? key;
  return `${label}: ${figure.format(value)}, usual is up to ${figure.format(most)}`;
}

/** `open`: nobody has looked. `reviewed`: ends by itself. `kept_slow`: stays until released. */
export type LineFlagState = 'open' | 'reviewed' | 'kept_slow' | 'released';
