/** A place at which two documents are not the same; what is missing on a side is `undefined`. */
export interface Difference {
  /** As in `steps.fetch.timeoutSeconds`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where two documents differ. The order of the keys of an object says nothing; that of a list does. */
export function documentDifferences(before: unknown, after: unknown, path = ''): Difference[] {
  if (!isComposed(before) || !isComposed(after) || Array.isArray(before) !== Array.isArray(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [from, to] = [fieldOf(before, name), fieldOf(after, name)];
    return documentDifferences(from, to, path === '' ? name : `${path}.${name}`);
  });
}

function isComposed(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function fieldOf(value: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
