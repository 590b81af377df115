import { hmacHex } from '#lib/crypto.ts';
import { newToken } from '#lib/ids.ts';

// Prefixes let secret scanners, and people, tell what leaked (T7).
export const newAccessToken = (): string => newToken('hs_at');
export const newRefreshToken = (): string => newToken('hs_rt');
export const newAuthorizationCode = (): string => newToken('hs_ac');
export const newDeviceCode = (): string => newToken('hs_dc');

/** What is stored of codes and tokens: a keyed fingerprint, never the thing itself. */
export const tokenHashOf = (token: string): string => hmacHex('token', token);
export const codeHashOf = (code: string): string => hmacHex('authorization-code', code);
export const deviceCodeHashOf = (code: string): string => hmacHex('device-code', code);
export const userCodeHashOf = (folded: string): string => hmacHex('user-code', folded);
