/** Prints rows as columns, as wide as their longest value. */
export function printTable(rows: readonly Readonly<Record<string, string>>[]): void {
  const names = Object.keys(rows[0] ?? {});
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => (row[name] ?? '').length)));
  const line = (values: readonly string[]) =>
    values
      .map((value, column) => value.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd();
  console.log(`\n  ${line(names.map((name) => name.toUpperCase()))}`);
  for (const row of rows) console.log(`  ${line(names.map((name) => row[name] ?? ''))}`);
}
