const shared = globalThis as typeof globalThis & { handsetReady?: boolean };

/** Off until the server listens and from the first moment of its stop: load balancers send nothing new (F33). */
export function setReady(ready: boolean): void {
  shared.handsetReady = ready;
}

export function isReady(): boolean {
  return shared.handsetReady ?? false;
}
