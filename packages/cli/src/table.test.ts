import { describe, expect, it } from 'vitest';
import { table } from './table.ts';

const rows = [
  { name: 'one', reason: 'It was written for another version. Install one for this host.' },
  { name: 'three', reason: '' },
];
const columns = [
  { title: 'Name', value: (row: (typeof rows)[number]) => row.name },
  { title: 'Never', value: () => undefined },
  { title: 'Reason', value: (row: (typeof rows)[number]) => row.reason },
];

describe('table', () => {
  it('lines up columns and leaves out empty ones', () => {
    expect(table(rows, columns, Number.POSITIVE_INFINITY)).toBe(
      ['NAME   REASON', 'one    It was written for another version. Install one for this host.', 'three'].join('\n'),
    );
  });

  it('wraps the last column where the terminal is narrow', () => {
    expect(table(rows, columns, 32)).toBe(
      [
        'NAME   REASON',
        'one    It was written for',
        '       another version. Install',
        '       one for this host.',
        'three',
      ].join('\n'),
    );
  });

  it('lets nothing through that a terminal would obey', () => {
    const hostile = [{ name: '\u001b]0;owned\u0007\u001b[31mred\u001b[0m\r\nnext\u009b2J', reason: '' }];
    expect(table(hostile, columns, 80)).toBe('NAME\nred next');
  });
});
