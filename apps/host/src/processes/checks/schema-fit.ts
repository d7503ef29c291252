import type { SchemaReader } from './schema-reader.ts';

/** Where what comes out does not fit what is taken in. */
export interface Misfit {
  /** Nothing that comes out can fit; otherwise something may not. */
  readonly isCertain: boolean;
  readonly code: 'field_missing' | 'field_unknown' | 'type_clash';
  /** The names that lead there. */
  readonly path: readonly string[];
  /** What is wrong, as the end of a sentence that names the place. */
  readonly detail: string;
}

/**
 * Compares what one step gives with what the next takes, as far as their JSON Schemas tell: types, required properties, properties
 * that are not allowed, and values to choose from. What a schema leaves open, or says in other words, fits.
 */
export function schemaMisfits(given: SchemaReader, taken: SchemaReader): Misfit[] {
  return new Comparison().compare(given, taken, []);
}

/** Looks at each pair of parts once, however often schemas that contain themselves lead there. */
class Comparison {
  readonly #seen = new Map<object, Set<object>>();

  compare(given: SchemaReader, taken: SchemaReader, path: readonly string[]): Misfit[] {
    const partners = this.#seen.get(given.part) ?? new Set();
    if (partners.has(taken.part)) return [];
    this.#seen.set(given.part, partners.add(taken.part));
    const clash = typeClash(given, taken) ?? valueClash(given, taken);
    if (clash) return [{ ...clash, code: 'type_clash', path }];
    return [...missing(given, taken, path), ...this.#properties(given, taken, path), ...this.#items(given, taken, path)];
  }

  #properties(given: SchemaReader, taken: SchemaReader, path: readonly string[]): Misfit[] {
    if (!given.isOnly('object') || !taken.isOnly('object')) return [];
    return given.names.flatMap((name): Misfit[] => {
      const [from, to] = [given.property(name), taken.property(name)];
      const isCertain = given.required.has(name);
      if (from && to) {
        const below = this.compare(from, to, [...path, name]);
        return below.map((misfit) => ({ ...misfit, isCertain: misfit.isCertain && isCertain }));
      }
      if (!from || !taken.isClosed) return [];
      return [{ isCertain, code: 'field_unknown', path: [...path, name], detail: 'is given, but nothing of this name is taken' }];
    });
  }

  /** A list may be empty, and then fits whatever its items would be. */
  #items(given: SchemaReader, taken: SchemaReader, path: readonly string[]): Misfit[] {
    if (!given.isOnly('array') || !taken.isOnly('array')) return [];
    const [from, to] = [given.items, taken.items];
    if (!from || !to) return [];
    const below = this.compare(from, to, [...path, '[]']);
    return below.map((misfit) => ({ ...misfit, isCertain: misfit.isCertain && given.hasItems }));
  }
}

function missing(given: SchemaReader, taken: SchemaReader, path: readonly string[]): Misfit[] {
  if (!given.isOnly('object') || !taken.isOnly('object')) return [];
  return [...taken.required].flatMap((name): Misfit[] => {
    if (given.required.has(name)) return [];
    const place = { code: 'field_missing' as const, path: [...path, name] };
    if (given.property(name)) return [{ ...place, isCertain: false, detail: 'is needed, but may be left out' }];
    if (given.isClosed) return [{ ...place, isCertain: true, detail: 'is needed, but not given' }];
    return [{ ...place, isCertain: false, detail: 'is needed, but it is not known whether it is given' }];
  });
}

function typeClash(given: SchemaReader, taken: SchemaReader): Pick<Misfit, 'isCertain' | 'detail'> | undefined {
  if (!given.types || !taken.types) return undefined;
  const isTaken = (type: string) => taken.types?.has(type) || (type === 'integer' && taken.types?.has('number'));
  const mayBeTaken = (type: string) => isTaken(type) || (type === 'number' && taken.types?.has('integer'));
  const others = [...given.types].filter((type) => !isTaken(type));
  if (others.length === 0) return undefined;
  const wanted = `${listOf([...taken.types])} is needed`;
  const isCertain = ![...given.types].some(mayBeTaken);
  return { isCertain, detail: isCertain ? `is ${listOf(others)}, but ${wanted}` : `may be ${listOf(others)}, but ${wanted}` };
}

function valueClash(given: SchemaReader, taken: SchemaReader): Pick<Misfit, 'isCertain' | 'detail'> | undefined {
  if (!given.values || !taken.values) return undefined;
  const wanted = new Set(taken.values.map((value) => JSON.stringify(value)));
  const texts = given.values.map((value) => JSON.stringify(value));
  const others = texts.filter((text) => !wanted.has(text));
  if (others.length === 0) return undefined;
  const isCertain = others.length === texts.length;
  return { isCertain, detail: `${isCertain ? 'is' : 'may be'} ${listOf(others)}, but ${listOf([...wanted])} is needed` };
}

function listOf(words: readonly string[]): string {
  return words.join(' or ');
}
