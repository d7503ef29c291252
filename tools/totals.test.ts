import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';
import { readTotals, summaryLine } from './totals.mjs';

const path = join(temporaryFolder(), 'report.json');
const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

describe('The totals of a test run', () => {
  it('are what the report says', () => {
    write({ ...counts, numPendingTests: 1, numTodoTests: 1 });
    expect(readTotals(path, true)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('count a file that could not be loaded as failed', () => {
    write({ ...counts, testResults: [{ status: 'failed', assertionResults: [] }] });
    expect(readTotals(path, false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('count a failed test once', () => {
    write({ ...counts, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }] });
    expect(readTotals(path, false).failed).toBe(1);
  });

  it('count a run that broke without a failed test as failed', () => {
    write(counts);
    expect(readTotals(path, false).failed).toBe(1);
  });

  it('count a run without a report as failed', () => {
    expect(readTotals(`${path}.missing`, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('The last line', () => {
  it('mentions skipped tests only where there are some', () => {
    expect(summaryLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
    expect(summaryLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
  });
});

function write(report: object): void {
  writeFileSync(path, JSON.stringify(report));
}
