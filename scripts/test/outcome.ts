/** Counts what ran, for the closing line of `npm test`. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
}

export const nothing: Outcome = { passed: 0, failed: 0, skipped: 0 };

export function add(left: Outcome, right: Outcome): Outcome {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed, skipped: left.skipped + right.skipped };
}

/** Of vitest's JSON report. A file that could not be loaded counts as one failure, although none of its tests ran. */
export function ofVitest(report: { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number; success: boolean; testResults: { status: string; assertionResults: unknown[] }[] }): Outcome {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloaded;
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(1, failed), skipped: report.numPendingTests + report.numTodoTests };
}

/** Of Playwright's JSON report. */
export function ofPlaywright(report: { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] }): Outcome {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}
