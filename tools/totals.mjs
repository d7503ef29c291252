import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/**
 * The totals of a vitest run. A run that broke without a failed test (a crash, a file that cannot be loaded, an unhandled
 * rejection) counts as failed all the same.
 * @param {string} reportPath where the JSON reporter wrote
 * @param {boolean} succeeded whether vitest itself was content
 * @returns {Totals}
 */
export function readTotals(reportPath, succeeded) {
  try {
    const report = JSON.parse(readFileSync(reportPath, 'utf8'));
    const brokenFiles = report.testResults.filter(isBroken).length;
    const failed = report.numFailedTests + brokenFiles;
    return {
      passed: report.numPassedTests,
      failed: succeeded || failed > 0 ? failed : 1,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {{ status: string, assertionResults: { status: string }[] }} file */
function isBroken(file) {
  return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
}

/** @param {Totals} totals */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
