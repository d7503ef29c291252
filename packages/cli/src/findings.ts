import { printable } from './printable.ts';
import { wrap } from './table.ts';
import type { Terminal } from './terminal.ts';

/** What a check found. */
export interface Finding<Status extends string> {
  /** What was looked at. Scripts find it by this name. */
  readonly check: string;
  readonly status: Status;
  readonly detail: string;
  /** What to do; there is one for everything that is not well. */
  readonly fix?: string | undefined;
}

/** How a status looks: a sign, besides its word. */
export interface StatusLook {
  readonly sign: string;
  readonly colour: 'green' | 'yellow' | 'red';
}

/** Findings for people, a line each and the fix below. */
export function describeFindings<Status extends string>(
  findings: readonly Finding<Status>[],
  looks: Readonly<Record<Status, StatusLook>>,
  terminal: Terminal,
): string {
  const statusWidth = Math.max(...findings.map(({ status }) => status.length)) + 2;
  const checkWidth = Math.max(...findings.map(({ check }) => check.length));
  const indent = ' '.repeat(statusWidth + checkWidth + 4);
  const room = Math.max(30, terminal.width - indent.length);
  return findings
    .map(({ check, status, detail, fix }) => {
      const { sign, colour } = looks[status];
      const word = terminal.style(colour, `${sign} ${status}`.padEnd(statusWidth), 'stdout');
      const [first = '', ...more] = wrap(printable(detail), room);
      const fixes = fix === undefined ? [] : wrap(printable(`fix: ${fix}`), room);
      return [`${word}  ${check.padEnd(checkWidth)}  ${first}`, ...[...more, ...fixes].map((line) => indent + line)].join('\n');
    })
    .join('\n');
}
