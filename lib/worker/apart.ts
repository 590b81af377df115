/** Calls `action` at once, but not before `ms` have passed since the last call: what asks meanwhile has one call in common, then. */
export function apart(ms: number, action: () => void): () => void {
  let lastAt = -Infinity;
  let isWaiting = false;
  function call() {
    isWaiting = false;
    lastAt = performance.now();
    action();
  }
  return () => {
    if (isWaiting) return;
    const early = lastAt + ms - performance.now();
    if (early <= 0) return call();
    isWaiting = true;
    setTimeout(call, early).unref();
  };
}
