import type { ReportedContract } from './command-error.ts';
import { printable } from './printable.ts';

/** An error for people: what happened, where, and as its last lines what to do. */
export function describeError(error: ReportedContract, exitCode: number, highlight: (text: string) => string): string {
  const { title, detail, path, code, correlationId } = error;
  const facts = [path && `field ${path}`, `code ${code}`, `exit ${exitCode}`, correlationId && `id ${correlationId}`];
  const labels = Math.max(0, ...error.do.map(({ label }) => label.length));
  return [
    `${highlight('error')}  ${printable(title)}`,
    `       ${printable(detail)}`,
    `       ${printable(facts.filter(Boolean).join(', '))}`,
    ...error.do.map(({ label, command, href }, index) =>
      `${index === 0 ? 'do   ' : '     '}  ${printable(label).padEnd(labels)}  ${printable(command ?? href ?? '')}`.trimEnd(),
    ),
  ].join('\n');
}
