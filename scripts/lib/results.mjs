// How many tests passed and failed, from the reports of the runners. A test that had to be tried again counts as failed.
// @ts-check

/** @typedef {{ passed: number, failed: number }} Counts */

/** @returns {Counts} */
export const sum = (/** @type {readonly Counts[]} */ counts) => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
})

/**
 * Vitest's JSON report. A file that failed to load has no tests, so it is counted as one.
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

/**
 * Playwright's JSON report.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors?: unknown[] }} report
 * @returns {Counts}
 */
export const countPlaywright = ({ stats, errors = [] }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + (stats.expected + stats.unexpected + stats.flaky === 0 ? errors.length : 0),
})
