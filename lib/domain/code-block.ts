/**
 * When codes to a block of numbers (all but the last four digits) rest: people who ask for a code mostly use it, who walks through numbers for
 * the carriers' fees never does (T14). Counted over the last day, so a block that rests is free again within one, by itself. A line that proved
 * itself within `provenDays` gets its codes all the same.
 */
export const codeBlockRule = { texted: 50, usedPercent: 20, hours: 24, provenDays: 90 } as const;

export const codeBlockOf = (msisdn: string): string => msisdn.slice(0, -4);
