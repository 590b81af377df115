/**
 * Waits for a state by asking again; never by a fixed sleep. Gives up when the runner's own limit is near, with the last failure.
 */
export async function eventually<Result>(check: () => Result | Promise<Result>, limitMs = 20_000): Promise<Result> {
  const until = performance.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
