import type { RouteNetwork } from '#lib/domain/sms-or-mms.ts';
import type { Env } from '#lib/env.ts';

/** How a centre takes texts. */
export interface SmppTexts {
  /** What data coding 0 means at this centre. */
  defaultAlphabet: 'gsm7' | 'latin1';
  /** The centre takes data coding 3. */
  latin1: boolean;
  concatenation: 'udh8' | 'udh16' | 'sar' | 'payload';
  maxSegments: number;
}

export function smppTextsOf(env: Env): SmppTexts {
  return { defaultAlphabet: env.SMPP_DEFAULT_ALPHABET, latin1: env.SMPP_LATIN1, concatenation: env.SMPP_CONCATENATION, maxSegments: env.SMPP_MAX_SEGMENTS };
}

/** How texts are cut for it, and the most segments of one. */
export function smppSegments({ defaultAlphabet, latin1, concatenation, maxSegments }: SmppTexts): NonNullable<RouteNetwork['segments']> {
  return { most: maxSegments, latin1, wideReference: concatenation === 'udh16', latin1Default: defaultAlphabet === 'latin1' };
}
