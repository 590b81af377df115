export class Problem extends Error {
  expected: true;
}
export function stepUnderWay(): string | null;
export function say(text: string): void;
export function step<T>(title: string, work: (progress: (text: string) => void) => Promise<T>): Promise<T>;
