import { isDeepStrictEqual } from 'node:util';
import type { Variant, Variants } from './schema-variants.ts';

/** Whether values are no longer let through, and whether new ones are. */
export interface Shift {
  readonly narrows: boolean;
  readonly widens: boolean;
}

/** Those that the others neither have nor let through as a part of a wider one. */
export function missing(variants: Variants, others: Variants): Variants {
  const wide = [...others.values()].filter(({ value }) => value === undefined);
  return new Map([...variants].filter(([text, each]) => !others.has(text) && !wide.some((other) => covers(other, each))));
}

function covers(wide: Variant, { type, value, limits }: Variant): boolean {
  const isWider = wide.type === 'anything' || (wide.type === 'number' && type === 'integer');
  // What stands in a list is not held against the schema of its items.
  const isOneOfThem = wide.type === type && value !== undefined && isOpen(wide.items);
  return (isWider || isOneOfThem) && !shiftOf(limits, wide.limits).narrows;
}

/** How the limits of a variant moved. */
export function shiftOf(old: Variant['limits'], current: Variant['limits']): Shift {
  const shifts = Object.keys({ ...old, ...current }).map((name): Shift => {
    const [was, is] = [old[name], current[name]];
    if (isDeepStrictEqual(was, is)) return { narrows: false, widens: false };
    const isLimit = /^(min|max|exclusive|format$|pattern$|multipleOf$|propertyNames$)/.test(name);
    if (isLimit && (was === undefined || is === undefined)) return { narrows: was === undefined, widens: is === undefined };
    const bound = /min|max/i.exec(name)?.[0].toLowerCase();
    if (!isLimit || !bound || typeof was !== 'number' || typeof is !== 'number') return { narrows: true, widens: true };
    const narrows = bound === 'min' ? is > was : is < was;
    return { narrows, widens: !narrows };
  });
  return { narrows: shifts.some(({ narrows }) => narrows), widens: shifts.some(({ widens }) => widens) };
}

/** Lets every value through. */
export function isOpen(schema: unknown): boolean {
  return schema === true || isDeepStrictEqual(schema, {});
}
