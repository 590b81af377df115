'use client';

import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Whether this browser knows passkeys; null until its script runs. */
export function useWebAuthn(): boolean | null {
  return useSyncExternalStore<boolean | null>(never, browserSupportsWebAuthn, () => null);
}
