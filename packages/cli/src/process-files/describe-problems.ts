import { describeFindings, type Finding } from '../findings.ts';
import type { ProcessProblem } from '../host/process-answers.ts';
import type { Terminal } from '../terminal.ts';

const looks = {
  error: { sign: '✗', colour: 'red' },
  warning: { sign: '!', colour: 'yellow' },
} as const;

/** Problems for people, a line each. */
export function describeProblems(problems: readonly ProcessProblem[], terminal: Terminal): string {
  if (problems.length === 0) return 'Nothing is wrong.';
  const findings = problems.map(({ severity, step, path, message, position }): Finding<keyof typeof looks> => {
    const place = [path, position === undefined ? undefined : `position ${position}`].filter((part) => part !== undefined);
    const at = place.length === 0 ? '' : ` (${place.join(', ')})`;
    return { check: step ?? 'process', status: severity, detail: `${message}${at}` };
  });
  return describeFindings(findings, looks, terminal);
}
