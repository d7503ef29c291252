import { printable } from './printable.ts';

export interface Column<Row> {
  readonly title: string;
  value(row: Row): string | number | undefined;
}

const gap = 2;
const narrowest = 16;

/** Lines up rows below titles. What does not fit the width is wrapped inside the last column; empty columns are left out. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): string {
  const filled = columns
    .map(({ title, value }) => ({ title, cells: rows.map((row) => printable(String(value(row) ?? ''))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const widths = filled.map(({ title, cells }) => Math.max(title.length, ...cells.map(lengthOf)));
  const last = filled.length - 1;
  const before = widths.slice(0, last).reduce((sum, columnWidth) => sum + columnWidth + gap, 0);
  const room = Math.max(narrowest, width - before);
  const lines = [
    filled.map(({ title }) => title.toUpperCase()),
    ...rows.map((_, row) => filled.map(({ cells }) => cells[row] ?? '')),
  ];
  return lines.flatMap((cells) => layOut(cells, widths, before, room)).join('\n');
}

function layOut(cells: readonly string[], widths: readonly number[], before: number, room: number): string[] {
  const start = cells.slice(0, -1).map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - lengthOf(cell) + gap));
  return wrap(cells.at(-1) ?? '', room).map((part, index) =>
    (index === 0 ? start.join('') : ' '.repeat(before)).concat(part).trimEnd(),
  );
}

/** Breaks text between words, and a word that is longer than a line nowhere: it may be something to copy. */
export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line && lengthOf(line) + 1 + lengthOf(word) > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

function lengthOf(text: string): number {
  return [...text].length;
}
