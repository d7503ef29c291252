/** What a file imports, written in the order that our formatter keeps. */
export class Imports {
  readonly #modules = new Map<string, Set<string>>();

  /** `type InputOf` imports only a type. */
  add(module: string, ...names: readonly string[]): this {
    if (names.length === 0) return this;
    const known = this.#modules.get(module) ?? new Set();
    for (const name of names) known.add(name);
    this.#modules.set(module, known);
    return this;
  }

  toString(): string {
    return [...this.#modules]
      .sort(([one], [other]) => distance(one) - distance(other) || compare(withoutExtension(one), withoutExtension(other)))
      .map(([module, names]) => `${clause([...names])} from '${module}';\n`)
      .join('');
  }
}

function clause(names: readonly string[]): string {
  const sorted = names.toSorted((one, other) => compare(bare(one), bare(other)));
  const onlyTypes = sorted.every((name) => name.startsWith('type '));
  return onlyTypes ? `import type { ${sorted.map(bare).join(', ')} }` : `import { ${sorted.join(', ')} }`;
}

function bare(name: string): string {
  return name.replace(/^type /, '');
}

/** Packages first, then what lies further up. */
function distance(module: string): number {
  if (!module.startsWith('.')) return 0;
  return module.startsWith('../') ? 1 : 2;
}

function withoutExtension(module: string): string {
  return module.replace(/\.ts$/, '');
}

/** Letter by letter, whatever the case; of two that differ in case alone, the capital comes first. */
function compare(one: string, other: string): number {
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    const [a = '', b = ''] = [one[index], other[index]];
    if (a === b) continue;
    const order = a.toLowerCase().localeCompare(b.toLowerCase(), 'en', { numeric: true });
    return order === 0 ? (a < b ? -1 : 1) : a.toLowerCase() < b.toLowerCase() ? -1 : 1;
  }
  return one.length - other.length;
}
