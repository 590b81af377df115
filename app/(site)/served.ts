import { env } from '#lib/env.ts';

/** Examples are written for the address of a first start; readers paste them, so each server shows its own. */
export const served = (text: string): string => text.replaceAll('http://localhost:3000', env.PUBLIC_URL);
