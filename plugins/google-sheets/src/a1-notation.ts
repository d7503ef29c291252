/** A sheet as part of a range: quoted, because its title may hold anything. */
export function sheetName(title: string): string {
  return `'${title.replaceAll("'", "''")}'`;
}

/** The first and the last row of a range of cells: 2 and 20 of `Orders!A2:D20`. Throws a TypeError for a range of whole columns. */
export function rowsOf(range: string): { readonly first: number; readonly last: number } {
  const [, first, last = first] = /!?[A-Z]+(\d+)(?::[A-Z]+(\d+))?$/.exec(range) ?? [];
  if (first === undefined) throw new TypeError(`The range "${range}" names no rows.`);
  return { first: Number(first), last: Number(last) };
}
