export function endingOf(code: number | null, signal: string | null): string;
export function calledOff(reason: string, stepUnderWay: string | null): string;
